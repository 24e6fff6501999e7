// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasource/receiver_test_json.h"

#include "datasource/answer_time.h"
#include "datasource/json_document.h"

namespace hearth::datasource {
namespace {

void writeTime(JsonWriter& json, std::string_view name, model::TimestampMs time) {
    json.field(name, model::formatRfc3339Milliseconds(time));
}

void writeIntegration(JsonWriter& json, const IntegrationTest& test) {
    json.beginObject().field("integration", test.integration).key("delivered").boolean(test.delivered);
    json.field("error", test.error).field("answer", test.answer).key("microseconds").number(test.microseconds);
    if (test.failedStep) {
        json.field("failedStep", testStepText(*test.failedStep));
    }
    json.key("steps").beginArray();
    for (const auto& step : test.steps) {
        json.beginObject().field("step", testStepText(step.kind)).key("microseconds").number(step.microseconds);
        json.field("words", step.words).endObject();
    }
    json.endArray().key("transcript").beginArray();
    for (const auto& line : test.transcript) {
        json.beginObject().key("sent").boolean(line.sent).key("microseconds").number(line.microseconds);
        json.field("text", line.text).endObject();
    }
    json.endArray().endObject();
}

/// Steps that a newer server knows and this program does not are left out.
IntegrationTest readIntegration(JsonReader& reader, const Json& json) {
    IntegrationTest test;
    test.integration = reader.text(json, "integration");
    test.delivered = reader.boolean(json, "delivered");
    test.error = reader.text(json, "error");
    test.answer = reader.text(json, "answer");
    test.microseconds = reader.integer(json, "microseconds");
    test.failedStep = parseTestStep(reader.text(json, "failedStep"));
    for (const auto& item : reader.array(json, "steps")) {
        if (const auto kind = parseTestStep(reader.text(item, "step"))) {
            test.steps.push_back({*kind, reader.integer(item, "microseconds"), reader.text(item, "words")});
        }
    }
    for (const auto& item : reader.array(json, "transcript")) {
        test.transcript.push_back(
            {reader.integer(item, "microseconds"), reader.boolean(item, "sent"), reader.text(item, "text")});
    }
    return test;
}

} // namespace

std::string receiverTestQueryJson(const ReceiverTestQuery& query) {
    std::string text;
    JsonWriter json(text);
    json.beginObject().field("receiver", query.receiver).field("integration", query.integration).endObject();
    return text;
}

Result<ReceiverTestQuery> readReceiverTestQuery(std::string_view json) {
    const auto document = parseJson(json);
    if (!document || !document->is_object()) {
        return fail(ErrorCode::kInvalidArgument, R"(the body takes {"receiver":"...","integration":"..."})");
    }
    JsonReader reader;
    ReceiverTestQuery query{reader.text(*document, "receiver"), reader.text(*document, "integration")};
    if (!reader.ok() || query.receiver.empty()) {
        return fail(ErrorCode::kInvalidArgument, "receiver takes the name of a receiver");
    }
    return query;
}

std::string receiverTestJson(const ReceiverTest& test) {
    std::string text;
    JsonWriter json(text);
    json.beginObject().field("receiver", test.receiver);
    writeTime(json, "time", test.time);
    json.key("integrations").beginArray();
    for (const auto& integration : test.integrations) {
        writeIntegration(json, integration);
    }
    json.endArray().endObject();
    return text;
}

Result<ReceiverTest> readReceiverTest(std::string_view text) {
    const auto document = HEARTH_TRY(parseJson(text));
    JsonReader reader;
    ReceiverTest test;
    test.receiver = reader.text(document, "receiver");
    test.time = readTime(reader.text(document, "time")).value_or(0);
    for (const auto& item : reader.array(document, "integrations")) {
        test.integrations.push_back(readIntegration(reader, item));
    }
    HEARTH_TRY(reader.result());
    return test;
}

std::string lastDeliveriesJson(const std::vector<LastDelivery>& deliveries) {
    std::string text;
    JsonWriter json(text);
    json.beginArray();
    for (const auto& delivery : deliveries) {
        json.beginObject().field("receiver", delivery.receiver).field("integration", delivery.integration);
        json.field("outcome", deliveryOutcomeText(delivery.outcome));
        writeTime(json, "time", delivery.time);
        json.field("detail", delivery.detail);
        if (delivery.lastSent) {
            writeTime(json, "lastSent", *delivery.lastSent);
        }
        json.endObject();
    }
    json.endArray();
    return text;
}

Result<std::vector<LastDelivery>> readLastDeliveries(std::string_view text) {
    const auto document = HEARTH_TRY(parseJson(text));
    JsonReader reader;
    std::vector<LastDelivery> deliveries;
    if (!document.is_array()) {
        reader.report("the answer", "an array");
    }
    for (const auto& item : document) {
        const auto outcome = parseDeliveryOutcome(reader.text(item, "outcome"));
        if (!outcome) {
            reader.report("outcome", "sent, trying or failed");
            break;
        }
        deliveries.push_back({reader.text(item, "receiver"), reader.text(item, "integration"), *outcome,
                              readTime(reader.text(item, "time")).value_or(0), reader.text(item, "detail"),
                              readTime(reader.text(item, "lastSent"))});
    }
    HEARTH_TRY(reader.result());
    return deliveries;
}

} // namespace hearth::datasource
