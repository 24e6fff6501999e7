// SPDX-License-Identifier: GPL-3.0-or-later
#include <limits>

#include "api/prometheus/answer.h"
#include "api/prometheus/endpoints.h"
#include "api/prometheus/status_json.h"

namespace hearth::api {
namespace {

using datasource::DataSource;
using http::ServerResponse;

/// An answer with what `write(json, value)` makes of a value of the data source.
template <class T, class Write>
ServerResponse answerWith(const Result<T>& value, Write write) {
    if (!value) {
        return errorAnswer(value.error());
    }
    SuccessAnswer success;
    write(success.json(), *value);
    return success.take();
}

void writeConfig(JsonWriter& json, const std::string& yaml) {
    json.beginObject().field("yaml", yaml).endObject();
}

void writeFlags(JsonWriter& json, const datasource::Facts& flags) {
    json.beginObject();
    for (const auto& [name, value] : flags) {
        json.field(name, value);
    }
    json.endObject();
}

void writeRuntime(JsonWriter& json, const datasource::RuntimeFacts& facts) {
    json.beginObject();
    json.field("startTime", model::formatRfc3339(facts.startTime));
    json.field("CWD", facts.workingDirectory);
    json.field("hostname", facts.hostname);
    json.field("serverTime", model::formatRfc3339(facts.serverTime));
    json.key("reloadConfigSuccess").boolean(facts.reloadConfigSuccess);
    json.field("lastConfigTime", model::formatRfc3339(facts.lastConfigTime));
    json.key("corruptionCount").number(facts.corruptionCount);
    json.key("goroutineCount").number(facts.threadCount);
    json.key("GOMAXPROCS").number(facts.processors);
    // Knobs of Go's runtime, at what they say where nobody turned them.
    json.key("GOMEMLIMIT").number(std::numeric_limits<std::int64_t>::max());
    json.field("GOGC", "").field("GODEBUG", "");
    json.field("storageRetention", facts.storageRetention);
    json.endObject();
}

} // namespace

void writeBuild(JsonWriter& json, const datasource::BuildFacts& facts) {
    json.beginObject();
    json.field("version", facts.version);
    json.field("revision", facts.revision);
    json.field("branch", facts.branch);
    json.field("buildUser", facts.buildUser);
    json.field("buildDate", facts.buildDate);
    json.field("goVersion", facts.goVersion);
    json.endObject();
}

void addStatusRoutes(Routes& routes, DataSource& source) {
    const std::vector<std::string> get = {"GET"};
    routes.push_back({"/api/v1/status/config", get, [&source](const Call& call) {
                          return answerWith(source.configYaml(call.request.canceled), writeConfig);
                      }});
    routes.push_back({"/api/v1/status/flags", get, [&source](const Call& call) {
                          return answerWith(source.flags(call.request.canceled), writeFlags);
                      }});
    routes.push_back({"/api/v1/status/buildinfo", get, [&source](const Call& call) {
                          return answerWith(source.buildFacts(call.request.canceled), writeBuild);
                      }});
    routes.push_back({"/api/v1/status/runtimeinfo", get, [&source](const Call& call) {
                          return answerWith(source.runtimeFacts(call.request.canceled), writeRuntime);
                      }});
}

} // namespace hearth::api
