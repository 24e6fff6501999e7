// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/print.h"

namespace hearth::config {
namespace {

void printQueue(YamlWriter& out, const QueueOptions& queue) {
    out.map("queue_config", [&] {
        out.number("capacity", queue.capacity);
        out.number("max_shards", queue.maxShards);
        out.number("min_shards", queue.minShards);
        out.number("max_samples_per_send", queue.maxSamplesPerSend);
        out.duration("batch_send_deadline", queue.batchSendDeadline);
        out.duration("min_backoff", queue.minBackoff);
        out.duration("max_backoff", queue.maxBackoff);
        out.boolean("retry_on_http_429", queue.retryOnRateLimit);
        out.duration("sample_age_limit", queue.sampleAgeLimit);
    });
}

} // namespace

void printRemoteWrite(YamlWriter& out, const RemoteWriteOptions& options) {
    out.text("url", options.url);
    out.text("protobuf_message", options.protobufMessage);
    out.duration("remote_timeout", options.timeout);
    out.textMap("headers", options.headers);
    printRelabelRules(out, "write_relabel_configs", options.relabelRules);
    out.text("name", options.name);
    out.boolean("send_exemplars", options.sendExemplars);
    out.boolean("send_native_histograms", options.sendNativeHistograms);
    out.boolean("round_robin_dns", options.roundRobinDns);
    out.boolean("failed_request_logging", options.failedRequestLogging);
    printHttpClient(out, options.http);
    printQueue(out, options.queue);
    out.map("metadata_config", [&] {
        out.boolean("send", options.sendMetadata);
        out.duration("send_interval", options.metadataInterval);
        out.number("max_samples_per_send", options.metadataSamplesPerSend);
    });
}

void printRemoteRead(YamlWriter& out, const RemoteReadOptions& options) {
    out.text("url", options.url);
    out.duration("remote_timeout", options.timeout);
    out.number("chunked_read_limit", options.chunkedReadLimit);
    out.textMap("headers", options.headers);
    out.boolean("read_recent", options.readRecent);
    out.textMap("required_matchers", options.requiredMatchers);
    out.text("name", options.name);
    printHttpClient(out, options.http);
    out.boolean("filter_external_labels", options.filterExternalLabels);
}

void printStorage(YamlWriter& out, const StorageOptions& options) {
    out.map("storage", [&] {
        out.map("tsdb", [&] {
            out.duration("out_of_order_time_window", options.outOfOrderWindow);
            if (options.staleSeriesCompactionThreshold != 0) {
                out.real("stale_series_compaction_threshold", options.staleSeriesCompactionThreshold);
            }
            out.map("chunk_encoding", [&] { out.text("floats", options.floatChunkEncoding); });
            out.map("retention", [&] {
                if (options.retentionTime) {
                    out.duration("time", *options.retentionTime);
                }
                if (options.retentionBytes) {
                    out.size("size", *options.retentionBytes);
                }
                if (options.retentionPercentage) {
                    out.real("percentage", *options.retentionPercentage);
                }
            });
        });
        if (options.maxExemplars) {
            out.map("exemplars", [&] { out.number("max_exemplars", *options.maxExemplars); });
        }
    });
}

void printTracing(YamlWriter& out, const TracingOptions& options) {
    out.map("tracing", [&] {
        out.text("client_type", options.clientType);
        out.text("endpoint", options.endpoint);
        out.real("sampling_fraction", options.samplingFraction);
        out.boolean("insecure", options.insecure);
        out.map("headers", [&] {
            for (const auto& [name, value] : options.headers) {
                out.secret(name, value);
            }
        });
        out.text("compression", options.compression);
        out.duration("timeout", options.timeout);
        printTls(out, "tls_config", options.tls);
    });
}

void printOtlp(YamlWriter& out, const OtlpOptions& options) {
    out.map("otlp", [&] {
        out.texts("promote_resource_attributes", options.promoteResourceAttributes);
        if (options.promoteAllResourceAttributes) {
            out.boolean("promote_all_resource_attributes", true);
        }
        out.texts("ignore_resource_attributes", options.ignoreResourceAttributes);
        out.text("translation_strategy", options.translationStrategy);
        out.boolean("keep_identifying_resource_attributes", options.keepIdentifyingResourceAttributes);
        out.boolean("convert_histograms_to_nhcb", options.convertHistograms);
        out.boolean("promote_scope_metadata", options.promoteScopeMetadata);
        out.boolean("label_name_underscore_sanitization", options.labelNameUnderscoreSanitization);
        out.boolean("label_name_preserve_multiple_underscores", options.labelNamePreserveMultipleUnderscores);
    });
}

} // namespace hearth::config
