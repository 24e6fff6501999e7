// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasource/remote_data_source.h"

#include <fmt/format.h>

#include "base/text.h"
#include "datasource/answer_reader.h"
#include "datasource/label_escaping.h"
#include "datasource/query_reader.h"
#include "datasource/remote_parameters.h"
#include "datasource/server_error.h"
#include "datasource/transport_pool.h"
#include "http/url.h"

namespace hearth::datasource {
namespace {

/// What instant and range queries have in common.
template <class Query>
void addQueryOptions(http::Parameters& form, const Query& query) {
    if (query.timeout) {
        form.emplace_back("timeout", seconds(*query.timeout));
    }
    if (query.lookback) {
        form.emplace_back("lookback_delta", seconds(*query.lookback));
    }
    if (query.limit > 0) {
        form.emplace_back("limit", std::to_string(query.limit));
    }
    if (query.stats) {
        form.emplace_back("stats", "true");
    }
}

http::Parameters parametersOf(const SeriesQuery& query) {
    http::Parameters parameters;
    for (const auto& selector : query.selectors) {
        parameters.emplace_back("match[]", selector);
    }
    addTimes(parameters, query.start, query.end);
    if (query.limit > 0) {
        parameters.emplace_back("limit", std::to_string(query.limit));
    }
    return parameters;
}

std::string withoutTrailingSlashes(std::string url) {
    url.erase(url.find_last_not_of('/') + 1);
    return url;
}

/// Some proxies let only GET through.
bool forbidsPost(const http::ClientResponse& response) {
    return response.status == 405 || response.status == 501;
}

/// 204 is an answer without a body.
bool isSuccess(const http::ClientResponse& response) {
    return response.status == 200 || response.status == 204;
}

} // namespace

/// What calls share: the transports and the clock that bounds their waiting.
class RemoteDataSource::Connections {
  public:
    Connections(MakeTransport make, const Clock& clock)
        : m_pool(std::move(make))
        , m_clock(clock) {}

    Result<http::ClientResponse> exchange(http::ClientRequest request, std::stop_token stop) {
        auto transport = m_pool.lend();
        return http::exchange(*transport, m_clock, std::move(request), std::move(stop));
    }

  private:
    TransportPool m_pool;
    const Clock& m_clock;
};

Result<std::unique_ptr<DataSource>> RemoteDataSource::create(RemoteOptions options) {
    HEARTH_TRY(http::parseUrl(options.url));
    static const SystemClock kClock;
    auto make = [userAgent = options.userAgent] { return http::makeCurlTransport(userAgent); };
    return std::make_unique<RemoteDataSource>(std::move(options), std::move(make), kClock);
}

RemoteDataSource::RemoteDataSource(RemoteOptions options, MakeTransport makeTransport, const Clock& clock)
    : m_options([&options] {
        options.url = withoutTrailingSlashes(std::move(options.url));
        return std::move(options);
    }())
    , m_connections(std::make_unique<Connections>(std::move(makeTransport), clock)) {}

RemoteDataSource::~RemoteDataSource() = default;

Result<http::ClientResponse> RemoteDataSource::send(http::ClientRequest request, std::stop_token stop) {
    request.timeout = m_options.timeout;
    request.maxBodyBytes = m_options.maxAnswerBytes;
    request.options = m_options.client;
    auto response = m_connections->exchange(std::move(request), std::move(stop));
    if (!response) {
        return std::unexpected(connectionError(response.error(), http::redactUrl(m_options.url)));
    }
    return response;
}

Result<std::string> RemoteDataSource::get(const std::string& path, const http::Parameters& parameters,
                                          std::stop_token stop) {
    http::ClientRequest request;
    request.url = m_options.url + path;
    if (!parameters.empty()) {
        request.url += "?" + http::encodeParameters(parameters);
    }
    auto response = HEARTH_TRY(send(std::move(request), std::move(stop)));
    if (response.status != 200) {
        return std::unexpected(serverError(response, http::redactUrl(m_options.url), {}));
    }
    return std::move(response.body);
}

Result<std::string> RemoteDataSource::post(const std::string& path, const http::Parameters& form,
                                           const std::string& expression, std::stop_token stop) {
    http::ClientRequest request;
    request.method = "POST";
    request.url = m_options.url + path;
    request.headers = {{"Content-Type", kFormType}};
    request.body = http::encodeParameters(form);
    auto response = HEARTH_TRY(send(std::move(request), stop));
    if (forbidsPost(response)) {
        return get(path, form, std::move(stop));
    }
    if (!isSuccess(response)) {
        return std::unexpected(serverError(response, http::redactUrl(m_options.url), expression));
    }
    return std::move(response.body);
}

Result<std::string> RemoteDataSource::change(const std::string& path, const http::Parameters& form,
                                             std::stop_token stop) {
    http::ClientRequest request;
    request.method = "POST";
    request.url = m_options.url + path;
    request.headers = {{"Content-Type", kFormType}};
    request.body = http::encodeParameters(form);
    auto response = HEARTH_TRY(send(std::move(request), std::move(stop)));
    if (!isSuccess(response)) {
        return std::unexpected(serverError(response, http::redactUrl(m_options.url), {}));
    }
    return std::move(response.body);
}

Result<model::QueryAnswer> RemoteDataSource::query(const InstantQuery& query, std::stop_token stop) {
    http::Parameters form = {{"query", query.expression}};
    if (query.time) {
        form.emplace_back("time", seconds(*query.time));
    }
    addQueryOptions(form, query);
    return readQueryAnswer(HEARTH_TRY(post("/api/v1/query", form, query.expression, std::move(stop))));
}

Result<model::QueryAnswer> RemoteDataSource::queryRange(const RangeQuery& query, std::stop_token stop) {
    http::Parameters form = {{"query", query.expression},
                             {"start", seconds(query.range.begin)},
                             {"end", seconds(query.range.end)},
                             {"step", seconds(query.step)}};
    addQueryOptions(form, query);
    return readQueryAnswer(HEARTH_TRY(post("/api/v1/query_range", form, query.expression, std::move(stop))));
}

Result<Listing<model::Labels>> RemoteDataSource::series(const SeriesQuery& query, std::stop_token stop) {
    return readSeriesAnswer(HEARTH_TRY(post("/api/v1/series", parametersOf(query), {}, std::move(stop))));
}

Result<Listing<std::string>> RemoteDataSource::labelNames(const SeriesQuery& query, std::stop_token stop) {
    return readTextsAnswer(HEARTH_TRY(post("/api/v1/labels", parametersOf(query), {}, std::move(stop))));
}

Result<Listing<std::string>> RemoteDataSource::labelValues(const std::string& name, const SeriesQuery& query,
                                                           std::stop_token stop) {
    const auto path = fmt::format("/api/v1/label/{}/values", http::percentEncode(escapeLabelName(name)));
    return readTextsAnswer(HEARTH_TRY(get(path, parametersOf(query), std::move(stop))));
}

Result<std::vector<MetricMetadata>> RemoteDataSource::metadata(const std::string& metric, std::stop_token stop) {
    http::Parameters parameters;
    if (!metric.empty()) {
        parameters.emplace_back("metric", metric);
    }
    return readMetadataAnswer(HEARTH_TRY(get("/api/v1/metadata", parameters, std::move(stop))));
}

Result<Targets> RemoteDataSource::targets(TargetState state, const std::string& pool, std::stop_token stop) {
    http::Parameters parameters = {{"state", std::string(targetStateText(state))}};
    if (!pool.empty()) {
        parameters.emplace_back("scrapePool", pool);
    }
    return readTargetsAnswer(HEARTH_TRY(get("/api/v1/targets", parameters, std::move(stop))));
}

Result<std::vector<std::string>> RemoteDataSource::scrapePools(std::stop_token stop) {
    return readScrapePoolsAnswer(HEARTH_TRY(get("/api/v1/scrape_pools", {}, std::move(stop))));
}

Result<std::string> RemoteDataSource::configYaml(std::stop_token stop) {
    return readConfigAnswer(HEARTH_TRY(get("/api/v1/status/config", {}, std::move(stop))));
}

Result<Facts> RemoteDataSource::flags(std::stop_token stop) {
    return readFlagsAnswer(HEARTH_TRY(get("/api/v1/status/flags", {}, std::move(stop))));
}

Result<BuildFacts> RemoteDataSource::buildFacts(std::stop_token stop) {
    return readBuildAnswer(HEARTH_TRY(get("/api/v1/status/buildinfo", {}, std::move(stop))));
}

Result<RuntimeFacts> RemoteDataSource::runtimeFacts(std::stop_token stop) {
    return readRuntimeAnswer(HEARTH_TRY(get("/api/v1/status/runtimeinfo", {}, std::move(stop))));
}

Result<TsdbStatus> RemoteDataSource::tsdbStatus(std::size_t limit, std::stop_token stop) {
    const http::Parameters parameters = {{"limit", std::to_string(limit)}};
    return readTsdbAnswer(HEARTH_TRY(get("/api/v1/status/tsdb", parameters, std::move(stop))));
}

Result<void> RemoteDataSource::reload(std::stop_token stop) {
    http::ClientRequest request;
    request.method = "POST";
    request.url = m_options.url + "/-/reload";
    const auto response = HEARTH_TRY(send(std::move(request), std::move(stop)));
    if (isSuccess(response)) {
        return {};
    }
    const std::string message(trim(response.body));
    if (response.status == 403) {
        return fail(ErrorCode::kUnsupported, message);
    }
    if (response.status == 500) {
        return fail(ErrorCode::kInvalidArgument, message);
    }
    return std::unexpected(serverError(response, http::redactUrl(m_options.url), {}));
}

} // namespace hearth::datasource
