// oauth2-proxy as its go.mod builds it.
module ssoproof.example/oauth2-proxy

go 1.22

require github.com/oauth2-proxy/oauth2-proxy/v7 v7.15.6
