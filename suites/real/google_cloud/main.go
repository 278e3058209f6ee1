// Cloud Storage and Pub/Sub on 127.0.0.1: fake-gcs-server and the fake of Google's own Go client,
// whose gRPC is spoken here as the JSON that Google's REST API has for it.
//
//	google-cloud STORAGE_PORT PUBSUB_PORT
package main

import (
	"context"
	"io"
	"log"
	"net/http"
	"os"
	"strconv"
	"strings"

	pb "cloud.google.com/go/pubsub/v2/apiv1/pubsubpb"
	"cloud.google.com/go/pubsub/v2/pstest"
	"github.com/fsouza/fake-gcs-server/fakestorage"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
)

// The statuses that google.api.http has for codes of gRPC.
var statuses = map[codes.Code]int{
	codes.NotFound:        http.StatusNotFound,
	codes.AlreadyExists:   http.StatusConflict,
	codes.InvalidArgument: http.StatusBadRequest,
	codes.Unimplemented:   http.StatusNotImplemented,
}

func main() {
	storagePort, err := strconv.ParseUint(os.Args[1], 10, 16)
	if err != nil {
		log.Fatal(err)
	}
	pubsub := pstest.NewServer()
	// Where fake-gcs-server publishes what happens in its buckets.
	os.Setenv("PUBSUB_EMULATOR_HOST", pubsub.Addr)
	_, err = fakestorage.NewServerWithOptions(fakestorage.Options{
		Scheme:     "http",
		Host:       "127.0.0.1",
		Port:       uint16(storagePort),
		PublicHost: "127.0.0.1:" + os.Args[1],
		Writer:     os.Stderr,
	})
	if err != nil {
		log.Fatal(err)
	}
	log.Fatal(http.ListenAndServe("127.0.0.1:"+os.Args[2], rest{&pubsub.GServer}))
}

type rest struct{ fake *pstest.GServer }

func (r rest) ServeHTTP(w http.ResponseWriter, asked *http.Request) {
	name, verb, _ := strings.Cut(strings.TrimPrefix(asked.URL.Path, "/v1/"), ":")
	body, err := io.ReadAll(asked.Body)
	if err == nil {
		var told proto.Message
		told, err = r.answer(asked.Context(), asked.Method+" "+verb, name, body)
		if err == nil {
			body, err = protojson.Marshal(told)
		}
	}
	w.Header().Set("Content-Type", "application/json")
	if err != nil {
		code, known := statuses[status.Code(err)]
		if !known {
			code = http.StatusInternalServerError
		}
		w.WriteHeader(code)
		body = []byte(`{"error": {"message": ` + strconv.Quote(err.Error()) + `}}`)
	}
	w.Write(body)
}

// answer asks the fake what a method and a custom verb mean for a resource.
func (r rest) answer(ctx context.Context, what, name string, body []byte) (proto.Message, error) {
	isTopic := strings.Contains(name, "/topics/")
	switch {
	case what == "GET " && isTopic:
		return r.fake.GetTopic(ctx, &pb.GetTopicRequest{Topic: name})
	case what == "GET ":
		return r.fake.GetSubscription(ctx, &pb.GetSubscriptionRequest{Subscription: name})
	case what == "PUT " && isTopic:
		return r.fake.CreateTopic(ctx, &pb.Topic{Name: name})
	case what == "PUT ":
		told := &pb.Subscription{}
		err := protojson.Unmarshal(body, told)
		if err != nil {
			return nil, status.Error(codes.InvalidArgument, err.Error())
		}
		told.Name = name
		return r.fake.CreateSubscription(ctx, told)
	case what == "DELETE ":
		return r.fake.DeleteSubscription(ctx, &pb.DeleteSubscriptionRequest{Subscription: name})
	case what == "POST pull":
		told := &pb.PullRequest{}
		err := protojson.Unmarshal(body, told)
		if err != nil {
			return nil, status.Error(codes.InvalidArgument, err.Error())
		}
		told.Subscription = name
		return r.fake.Pull(ctx, told)
	case what == "POST acknowledge":
		told := &pb.AcknowledgeRequest{}
		err := protojson.Unmarshal(body, told)
		if err != nil {
			return nil, status.Error(codes.InvalidArgument, err.Error())
		}
		told.Subscription = name
		return r.fake.Acknowledge(ctx, told)
	}
	return nil, status.Error(codes.Unimplemented, "the fake has no such method")
}
