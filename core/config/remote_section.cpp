// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "base/text.h"
#include "config/sections.h"

namespace hearth::config {
namespace {

/// Headers that a remote endpoint gets from Hearth itself (Prometheus: reservedHeaders of remote storage).
constexpr std::array<std::string_view, 7> kReservedHeaders{"authorization",
                                                           "host",
                                                           "content-encoding",
                                                           "content-length",
                                                           "content-type",
                                                           "x-prometheus-remote-write-version",
                                                           "x-prometheus-remote-read-version"};

void readRemoteHeaders(MapReader& map, std::map<std::string, std::string>& out) {
    map.textMap("headers", out);
    for (const auto& [name, value] : out) {
        const auto lower = toLowerAscii(name);
        if (lower == "authorization") {
            map.complain("authorization header must be changed via the basic_auth, authorization, oauth2, sigv4, "
                         "azuread or google_iam parameter");
        } else if (std::ranges::find(kReservedHeaders, lower) != kReservedHeaders.end()) {
            map.complain(fmt::format("{} is a reserved header. It must not be changed", lower));
        }
    }
}

void requirePositive(MapReader& map, std::string_view key, std::uint64_t value) {
    if (value == 0) {
        map.complain(fmt::format("{} must be greater than 0", key));
    }
}

void readQueue(Reading& reading, MapReader& map, QueueOptions& out) {
    map.section("queue_config", [&](const Node& node, const std::string& where) {
        MapReader own(reading.complaints, node, where);
        own.unsignedInteger("capacity", out.capacity);
        own.unsignedInteger("max_shards", out.maxShards);
        own.unsignedInteger("min_shards", out.minShards);
        own.unsignedInteger("max_samples_per_send", out.maxSamplesPerSend);
        readDuration(own, "batch_send_deadline", out.batchSendDeadline);
        readDuration(own, "min_backoff", out.minBackoff);
        readDuration(own, "max_backoff", out.maxBackoff);
        own.boolean("retry_on_http_429", out.retryOnRateLimit);
        readDuration(own, "sample_age_limit", out.sampleAgeLimit);
        requirePositive(own, "capacity", out.capacity);
        requirePositive(own, "max_shards", out.maxShards);
        requirePositive(own, "min_shards", out.minShards);
        requirePositive(own, "max_samples_per_send", out.maxSamplesPerSend);
        if (out.minShards > out.maxShards) {
            own.complain("max_shards must be greater than or equal to min_shards");
        }
        if (out.minBackoff > out.maxBackoff) {
            own.complain("max_backoff must be greater than or equal to min_backoff");
        }
        own.finish();
    });
}

void readMetadata(Reading& reading, MapReader& map, RemoteWriteOptions& out) {
    map.section("metadata_config", [&](const Node& node, const std::string& where) {
        MapReader own(reading.complaints, node, where);
        own.boolean("send", out.sendMetadata);
        readDuration(own, "send_interval", out.metadataInterval);
        own.unsignedInteger("max_samples_per_send", out.metadataSamplesPerSend);
        own.finish();
    });
}

/// Signing schemes of the big clouds, which this build does not have.
void refuseCloudSigning(Reading& reading, MapReader& map) {
    for (const std::string_view key : {"sigv4", "azuread", "google_iam"}) {
        if (const auto* const node = map.take(key)) {
            reading.complaints.add(*node, "this build does not have this way of signing requests", map.pathOf(key));
        }
    }
}

RemoteWriteOptions readOneWrite(Reading& reading, const Node& node, const std::string& where) {
    MapReader map(reading.complaints, node, where);
    RemoteWriteOptions out;
    out.http.enableHttp2 = false;
    map.text("url", out.url);
    if (out.url.empty()) {
        map.complain("url for remote_write is empty");
    }
    map.text("name", out.name);
    map.text("protobuf_message", out.protobufMessage);
    if (out.protobufMessage != "prometheus.WriteRequest" && out.protobufMessage != "io.prometheus.write.v2.Request") {
        map.complain(fmt::format("unknown protobuf_message {}, supported: prometheus.WriteRequest, "
                                 "io.prometheus.write.v2.Request",
                                 quoteGo(out.protobufMessage)));
    }
    readDuration(map, "remote_timeout", out.timeout);
    readRemoteHeaders(map, out.headers);
    readRelabelRules(map, "write_relabel_configs", out.relabelRules);
    map.boolean("send_exemplars", out.sendExemplars);
    map.boolean("send_native_histograms", out.sendNativeHistograms);
    map.boolean("round_robin_dns", out.roundRobinDns);
    map.boolean("failed_request_logging", out.failedRequestLogging);
    readQueue(reading, map, out.queue);
    readMetadata(reading, map, out);
    refuseCloudSigning(reading, map);
    readHttpClient(reading, map, out.http);
    map.finish();
    return out;
}

RemoteReadOptions readOneRead(Reading& reading, const Node& node, const std::string& where) {
    MapReader map(reading.complaints, node, where);
    RemoteReadOptions out;
    map.text("url", out.url);
    if (out.url.empty()) {
        map.complain("url for remote_read is empty");
    }
    map.text("name", out.name);
    map.textMap("required_matchers", out.requiredMatchers);
    readDuration(map, "remote_timeout", out.timeout);
    readRemoteHeaders(map, out.headers);
    map.boolean("read_recent", out.readRecent);
    map.boolean("filter_external_labels", out.filterExternalLabels);
    map.unsignedInteger("chunked_read_limit", out.chunkedReadLimit);
    readHttpClient(reading, map, out.http);
    map.finish();
    return out;
}

template <class T, class ReadOne>
void readAll(Reading& reading, MapReader& map, std::string_view key, std::vector<T>& out, ReadOne readOne) {
    std::set<std::string> names;
    map.each(key, [&](const Node& item, const std::string& where) {
        if (item.kind == yaml::Kind::kNull) {
            reading.complaints.add(item, fmt::format("empty or null {} config section", key), where);
            return;
        }
        out.push_back(readOne(reading, item, where));
        const auto& name = out.back().name;
        if (!name.empty() && !names.insert(name).second) {
            reading.complaints.add(item, fmt::format("found multiple {} configs with job name {}", key, quoteGo(name)),
                                   where);
        }
    });
}

} // namespace

void readRemoteWrite(Reading& reading, MapReader& map, std::vector<RemoteWriteOptions>& out) {
    readAll(reading, map, "remote_write", out, readOneWrite);
}

void readRemoteRead(Reading& reading, MapReader& map, std::vector<RemoteReadOptions>& out) {
    readAll(reading, map, "remote_read", out, readOneRead);
}

} // namespace hearth::config
