// Dex as it is on its main branch: its releases have no version that Go's modules know.
module ssoproof.example/dex

go 1.25

require github.com/dexidp/dex v0.0.0-20260806151424-ab64ed778070

// Its go.mod has the folder beside it.
replace github.com/dexidp/dex/api/v2 => github.com/dexidp/dex/api/v2 v2.4.1-0.20260806151424-ab64ed778070
