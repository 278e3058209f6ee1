// Ory Hydra with the replace directives of its own go.mod.
module ssoproof.example/hydra

go 1.22

require github.com/ory/hydra/v2 v2.3.0

replace github.com/ory/hydra-client-go/v2 => github.com/ory/hydra-client-go/v2 v2.2.1

replace github.com/gobuffalo/pop/v6 => github.com/ory/pop/v6 v6.2.1-0.20241121111754-e5dfc0f3344b
