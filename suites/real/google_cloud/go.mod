// fake-gcs-server, and the fake of Pub/Sub that comes with Google's client for Go.
module ssoproof.example/google-cloud

go 1.26

require (
	cloud.google.com/go/pubsub/v2 v2.6.2
	github.com/fsouza/fake-gcs-server v1.56.1
)
