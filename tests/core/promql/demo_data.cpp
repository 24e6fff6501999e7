// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo_data.h"

#include <cmath>
#include <map>
#include <random>

#include <yaml-cpp/yaml.h>

namespace hearth::tests {

namespace {

constexpr model::DurationMs kInterval = 15 * model::kSecondMs;
constexpr model::DurationMs kJitter = 137;

using Variants = std::map<std::string, std::vector<std::string>>;

/// One pass over time for one instance.
class DemoInstance {
  public:
    DemoInstance(int port, const DemoSink& sink)
        : m_instance("demo.promlabs.com:" + std::to_string(port))
        , m_sink(sink)
        , m_random(static_cast<std::uint64_t>(port)) {}

    void emit(model::TimestampMs time, int round) {
        m_time = time;
        put("demo_num_cpus", {}, {}, 4);
        for (const char* type : {"buffers", "cached", "free", "used"}) {
            put("demo_memory_usage_bytes", "type", type, std::floor(2e9 * m_share(m_random)));
        }
        put("demo_disk_usage_bytes", {}, {}, 3e10 + round * 1e6);
        put("demo_batch_last_success_timestamp_seconds", {}, {},
            static_cast<double>((time - time % (10 * model::kMinuteMs)) / model::kSecondMs));
        if (round % 40 < 20) {
            put("demo_intermittent_metric", {}, {}, 1);
        }
        emitLatencies(round);
    }

  private:
    void emitLatencies(int round) {
        double count = round > 300 ? (round - 300) * 8.0 : round * 8.0; // a restart in the middle
        for (const auto& [bound, share] :
             std::map<std::string, double>{{"0.1", 0.3}, {"0.5", 0.7}, {"1", 0.9}, {"+Inf", 1}}) {
            put("demo_api_request_duration_seconds_bucket", "le", bound, std::floor(count * share));
        }
        put("demo_api_request_duration_seconds_count", {}, {}, count);
        put("demo_api_request_duration_seconds_sum", {}, {}, count * 0.25);
    }

    void put(std::string_view name, std::string_view label, std::string_view text, double value) {
        m_sink({{model::kMetricName, name}, {"instance", m_instance}, {"job", "demo"}, {label, text}}, m_time, value);
    }

    std::string m_instance;
    const DemoSink& m_sink;
    std::mt19937_64 m_random;
    std::uniform_real_distribution<double> m_share{0.1, 1};
    model::TimestampMs m_time = 0;
};

Variants variants() {
    const std::vector<std::string> arithmetic{"+", "-", "*", "/", "%", "^"};
    const std::vector<std::string> comparison{"==", "!=", "<", ">", "<=", ">="};
    std::vector<std::string> both = arithmetic;
    both.insert(both.end(), comparison.begin(), comparison.end());
    const std::vector<std::string> aggregations{"sum", "avg", "max", "min", "count", "stddev", "stdvar"};
    std::vector<std::string> overTime = aggregations;
    overTime.insert(overTime.end(), {"absent", "last"});
    return {{"range", {"1s", "15s", "1m", "5m", "15m", "1h"}},
            {"offset", {"1m", "5m", "10m"}},
            {"quantile", {"-0.5", "0.1", "0.5", "0.75", "0.95", "0.90", "0.99", "1", "1.5"}},
            {"arithBinOp", arithmetic},
            {"compBinOp", comparison},
            {"binOp", both},
            {"simpleAggrOp", aggregations},
            {"simpleTimeAggrOp", overTime},
            {"topBottomOp", {"topk", "bottomk"}},
            {"simpleMathFunc", {"abs", "ceil", "floor", "exp", "sqrt", "ln", "log2", "log10", "round"}},
            {"extrapolatedRateFunc", {"delta", "rate", "increase"}},
            {"instantRateFunc", {"idelta", "irate"}},
            {"clampFunc", {"clamp_min", "clamp_max"}},
            {"dateFunc", {"day_of_month", "day_of_week", "days_in_month", "hour", "minute", "month", "year"}}};
}

void expand(const ComplianceQuery& query, const Variants& values, std::vector<ComplianceQuery>& out) {
    const std::size_t begin = query.expr.find("{{.");
    if (begin == std::string::npos) {
        out.push_back(query);
        return;
    }
    const std::size_t end = query.expr.find("}}", begin);
    const auto found = values.find(query.expr.substr(begin + 3, end - begin - 3));
    for (const std::string& value : found == values.end() ? std::vector<std::string>() : found->second) {
        ComplianceQuery next = query;
        next.expr.replace(begin, end + 2 - begin, value);
        expand(next, values, out);
    }
}

} // namespace

void generateDemoData(const DemoSink& sink) {
    for (int port = 10000; port <= 10002; ++port) {
        DemoInstance instance(port, sink);
        int round = 0;
        for (model::TimestampMs time = kDemoBegin; time < kDemoBegin + kDemoLength; time += kInterval) {
            instance.emit(time + kJitter + port % 10, round++);
        }
    }
}

Result<std::vector<ComplianceQuery>> readComplianceQueries(const std::string& path) {
    std::vector<ComplianceQuery> queries;
    try {
        for (const YAML::Node& test : YAML::LoadFile(path)["test_cases"]) {
            const bool shouldFail = test["should_fail"] && test["should_fail"].as<bool>();
            expand({test["query"].as<std::string>(), shouldFail}, variants(), queries);
        }
    } catch (const YAML::Exception& error) {
        return fail(ErrorCode::kInvalidArgument, error.what());
    }
    return queries;
}

} // namespace hearth::tests
