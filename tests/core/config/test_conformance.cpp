// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>
#include <map>
#include <set>

#include "base/file_system.h"
#include "base/text.h"
#include "config/config.h"

using namespace hearth;

namespace {

const std::string kRoot = HEARTH_SOURCE_DIR "/../shared/conformance/";

struct Verdict {
    std::string file;
    std::string verdict;
    std::string part;
};

std::vector<Verdict> readVerdicts(const std::string& folder) {
    PosixFileSystem files;
    std::vector<Verdict> out;
    const auto text = files.readAll(kRoot + folder + "/verdicts.tsv");
    if (!text) {
        return out;
    }
    for (const auto line : split(*text, '\n')) {
        const auto cells = split(line, '\t');
        if (cells.size() >= 2 && cells[0] != "file") {
            out.push_back(
                {std::string(cells[0]), std::string(cells[1]), std::string(cells.size() > 2 ? cells[2] : "")});
        }
    }
    return out;
}

/// What the message must contain, where the file's verdict names something that can be spelt out.
const std::map<std::string, std::vector<std::string>>& namedThings() {
    static const std::map<std::string, std::vector<std::string>> kNamed{
        {"bearertoken.bad.yml", {"bearer_token"}},
        {"config_with_deprecated_am_api_config.yml", {"api_version v1"}},
        {"dropequal.bad.yml", {"dropequal"}},
        {"empty_alertmanager_relabel_config.bad.yml", {"empty or null", "alertmanagers[0].relabel_configs[0]"}},
        {"empty_rr_config.bad.yml", {"empty or null", "remote_read"}},
        {"empty_rw_config.bad.yml", {"empty or null", "remote_write"}},
        {"empty_rw_relabel_config.bad.yml", {"empty or null", "write_relabel_configs"}},
        {"empty_scrape_config.bad.yml", {"empty or null scrape config section"}},
        {"empty_static_config.bad.yml", {"empty or null", "static_configs"}},
        {"empty_target_relabel_config.bad.yml", {"empty or null", "relabel_configs"}},
        {"jobname.bad.yml", {"job_name is empty"}},
        {"jobname_dup.bad.yml", {R"(found multiple scrape configs with job name "prometheus")"}},
        {"keepequal.bad.yml", {"keepequal"}},
        {"labeldrop.bad.yml", {"labeldrop"}},
        {"labelkeep.bad.yml", {"labelkeep"}},
        {"labelmap.bad.yml", {"!!binary value contains invalid base64 data"}},
        {"labelname.bad.yml", {R"("\xff" is not a valid label name)"}},
        {"lowercase.bad.yml", {"target_label"}},
        {"lowercase3.bad.yml", {"replacement"}},
        {"modulus_missing.bad.yml", {"modulus"}},
        {"otlp_allow_utf8.bad.yml", {R"(strategy "Invalid")"}},
        {"otlp_allow_utf8.incompatible.yml", {"strategy \"NoUTF8EscapingWithSuffixes\""}},
        {"otlp_ignore_resource_attributes_without_promote_all.bad.yml", {"ignore_resource_attributes"}},
        {"otlp_sanitize_promote_resource_attributes.bad.yml",
         {"promote_resource_attributes", "duplicated attribute \"k8s.job.name\"", "empty attribute"}},
        {"regex.bad.yml", {"regex"}},
        {"remote_read_dup.bad.yml", {"queue1"}},
        {"remote_read_header.bad.yml", {"x-prometheus-remote-write-version is a reserved header"}},
        {"remote_write_authorization_header.bad.yml", {"authorization header"}},
        {"remote_write_dup.bad.yml", {"queue1"}},
        {"remote_write_queue_capacity_zero.bad.yml", {"capacity"}},
        {"remote_write_queue_max_backoff_less_than_min.bad.yml", {"max_backoff"}},
        {"remote_write_queue_max_samples_per_send_zero.bad.yml", {"max_samples_per_send"}},
        {"remote_write_queue_max_shards_zero.bad.yml", {"max_shards"}},
        {"remote_write_url_missing.bad.yml", {"url"}},
        {"remote_write_wrong_msg.bad.yml", {"protobuf_message", "io.prometheus.writet.v2.Request"}},
        {"rules.bad.yml", {R"(invalid rule file path "my/*/rule")"}},
        {"scrape_config_files_double_import.bad.yml", {"multiple scrape configs with job name"}},
        {"scrape_config_files_duplicate.bad.yml", {"multiple scrape configs with job name"}},
        {"scrape_config_files_fallback_scrape_protocol2.bad.yml", {":3:", "fallback_scrape_protocol"}},
        {"scrape_config_files_glob.bad.yml", {"scrape_configs/*/*"}},
        {"scrape_config_files_scrape_protocols.bad.yml", {"prometheusproto"}},
        {"scrape_config_utf8_conflicting.bad.yml", {"validation scheme"}},
        {"scrape_interval.bad.yml", {"scrape timeout greater than scrape interval"}},
        {"section_key_dup.bad.yml", {R"(key "scrape_configs" already set in map)"}},
        {"target_label_hashmod_missing.bad.yml", {"target_label"}},
        {"tracing_invalid_authorization_header.bad.yml", {"authorization"}},
        {"tracing_invalid_compression.bad.yml", {"compression"}},
        {"tracing_missing_endpoint.bad.yml", {"endpoint"}},
        {"tsdb_chunk_encoding_floats.bad.yml", {"chunk_encoding", "floats"}},
        {"tsdb_retention_size.bad.yml", {"retention.size"}},
        {"unknown_attr.bad.yml", {"unknown field"}},
        {"unknown_global_attr.bad.yml", {"unknown field \"nonexistent_field\" in global"}},
        {"uppercase.bad.yml", {"target_label"}},
    };
    return kNamed;
}

/// These need a file beside them that the set does not hold: doubleImportsAreRefused() makes it.
bool needsAbsentFile(const Verdict& verdict) {
    return verdict.file == "scrape_config_files_double_import.bad.yml" ||
           verdict.file == "scrape_config_files_duplicate.bad.yml";
}

/// conf.good.yml and the examples use mechanisms that this build does not have; the first one is named then.
bool needsOtherDiscovery(const Verdict& verdict) {
    static const std::set<std::string> kFiles{"conf.good.yml", "scrape_config_files_glob.good.yml",
                                              "scrape_interval_larger.good.yml"};
    return verdict.part.starts_with("sd-") || kFiles.contains(verdict.file);
}

} // namespace

class TestConformance : public QObject {
    Q_OBJECT

  private slots:
    void everyVerdictHolds_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<bool>("accept");
        QTest::addColumn<bool>("otherDiscovery");
        QTest::newRow("none") << QString() << true << false;
        for (const auto& verdict : readVerdicts("config")) {
            const bool isCase = verdict.verdict.starts_with("accept") || verdict.verdict.starts_with("reject");
            if (isCase && !verdict.part.starts_with("platform") && !needsAbsentFile(verdict)) {
                QTest::newRow(verdict.file.c_str())
                    << QString::fromStdString(verdict.file) << verdict.verdict.starts_with("accept")
                    << needsOtherDiscovery(verdict);
            }
        }
    }
    void everyVerdictHolds() {
        QFETCH(QString, file);
        QFETCH(bool, accept);
        QFETCH(bool, otherDiscovery);
        PosixFileSystem files;
        if (!files.exists(kRoot + "config/verdicts.tsv")) {
            QSKIP("the shared conformance data are not here");
        }
        if (file.isEmpty()) {
            return;
        }
        const auto name = file.toStdString();
        const auto config = config::load(kRoot + "config/" + name, files);
        const auto message = config ? std::string() : config.error().message();
        if (otherDiscovery) {
            QVERIFY2(!config, "accepted although the mechanism is not there");
            QVERIFY2(message.contains("this build does not have the discovery mechanism"), message.c_str());
            return;
        }
        QVERIFY2(config.has_value() == accept, config ? "accepted" : message.c_str());
        if (!accept) {
            const auto named = namedThings().find(name);
            for (const auto& thing : named == namedThings().end() ? std::vector<std::string>() : named->second) {
                QVERIFY2(message.contains(thing), message.c_str());
            }
        }
    }

    void doubleImportsAreRefused_data() {
        QTest::addColumn<QString>("file");
        QTest::newRow("one file twice") << "scrape_config_files_double_import.bad.yml";
        QTest::newRow("a job that the file itself has") << "scrape_config_files_duplicate.bad.yml";
    }
    void doubleImportsAreRefused() {
        QFETCH(QString, file);
        PosixFileSystem files;
        const auto text = files.readAll(kRoot + "config/" + file.toStdString());
        if (!text) {
            QSKIP("the shared conformance data are not here");
        }
        const QTemporaryDir directory;
        const auto place = directory.path().toStdString() + "/";
        QVERIFY(files.replaceAtomically(place + "prometheus.yml", *text).has_value());
        QVERIFY(
            files.replaceAtomically(place + "scrape_config_files.good.yml", "scrape_configs: [{job_name: prometheus}]")
                .has_value());
        const auto config = config::load(place + "prometheus.yml", files);
        QVERIFY(!config);
        QVERIFY(config.error().message().contains(R"(multiple scrape configs with job name "prometheus")"));
    }

    void whatIsAcceptedIsTheSameAfterPrintingAndParsing_data() { everyVerdictHolds_data(); }
    void whatIsAcceptedIsTheSameAfterPrintingAndParsing() {
        QFETCH(QString, file);
        PosixFileSystem files;
        const auto text = files.readAll(kRoot + "config/" + file.toStdString());
        if (file.isEmpty() || !text) {
            return;
        }
        auto first = config::parse(*text, "prometheus.yml");
        if (!first) {
            return;
        }
        first->warnings.clear();
        if (file == "external_labels.good.yml") {
            first->global.externalLabels = {}; // a value that holds a $ once expanded does not survive another round
        }
        const auto printed = config::toYaml(*first, config::Secrets::kShow);
        const auto second = config::parse(printed, "prometheus.yml");
        QVERIFY2(second.has_value(), (second ? printed : second.error().message() + "\n" + printed).c_str());
        QVERIFY2(*second == *first, (printed + "\n---\n" + config::toYaml(*second, config::Secrets::kShow)).c_str());
    }

    void httpClientBlocksAreJudgedAsStated_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<bool>("accept");
        QTest::newRow("none") << QString() << true;
        for (const auto& verdict : readVerdicts("http-config")) {
            QTest::newRow(verdict.file.c_str())
                << QString::fromStdString(verdict.file) << verdict.verdict.starts_with("accept");
        }
    }
    void httpClientBlocksAreJudgedAsStated() {
        QFETCH(QString, file);
        QFETCH(bool, accept);
        PosixFileSystem files;
        auto text = files.readAll(kRoot + "http-config/" + file.toStdString());
        if (file.isEmpty() || !text) {
            return;
        }
        if (file.startsWith("tls_config")) { // these hold only what stands under tls_config
            std::string indented = "tls_config:\n";
            for (const auto line : split(*text, '\n')) {
                indented += "  " + std::string(line) + "\n";
            }
            text = indented;
        }
        const auto options = config::parseHttpClient(*text, file.toStdString());
        QVERIFY2(options.has_value() == accept, options ? "accepted" : options.error().message().c_str());
    }

    void examplesAreAcceptedOrNameTheMechanismThatIsMissing() {
        PosixFileSystem files;
        const auto names = files.list(kRoot + "config-examples");
        if (!names) {
            QSKIP("the shared conformance data are not here");
        }
        for (const auto& name : *names) {
            if (!name.starts_with("prometheus")) {
                continue;
            }
            const auto config = config::load(kRoot + "config-examples/" + name, files);
            const auto message = config ? std::string() : config.error().message();
            const bool plain = name == "prometheus.yml" || name == "prometheus-agent.yml";
            QVERIFY2(plain ? config.has_value() : message.contains("discovery mechanism"), (name + message).c_str());
        }
    }
};

QTEST_GUILESS_MAIN(TestConformance)
#include "test_conformance.moc"
