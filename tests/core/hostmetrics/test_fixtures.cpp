// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDirIterator>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>
#include <map>
#include <set>

#include "exposition/scrape_parser.h"
#include "hostmetrics/host_metrics.h"
#include "ttar.h"

using namespace hearth;

namespace {

const QString kFixtures = QStringLiteral(HEARTH_SOURCE_DIR "/../shared/conformance/node-exporter/fixtures");

/// Families that the expected output cannot foretell: they are about the machine that made it, or were made with
/// collectors and options that are off by default.
const std::set<std::string, std::less<>> kNotFromFixtures = {"node_cpu_bug_info",
                                                             "node_cpu_flag_info",
                                                             "node_cpu_info",
                                                             "node_cpu_frequency_hertz",
                                                             "node_softirqs_total",
                                                             "node_scrape_collector_duration_seconds",
                                                             "node_scrape_collector_success",
                                                             "node_exporter_build_info",
                                                             "node_cpu_vulnerabilities_info"};

struct Shown {
    std::string type;
    std::map<std::string, double> samples; ///< By the labels' text.
};
using ByName = std::map<std::string, Shown, std::less<>>;

std::string typeText(instrument::FamilyType type) {
    switch (type) {
    case instrument::FamilyType::kCounter:
        return "counter";
    case instrument::FamilyType::kGauge:
        return "gauge";
    default:
        return "unknown";
    }
}

ByName expectedFamilies(const QByteArray& text) {
    ByName families;
    exposition::ScrapeParser parser({text.constData(), static_cast<std::size_t>(text.size())},
                                    exposition::TextFormat::kPrometheus);
    while (true) {
        const auto entry = parser.next();
        if (!entry || *entry == exposition::Entry::kEnd) {
            return families;
        }
        if (*entry == exposition::Entry::kSample) {
            const auto labels = parser.labels().value();
            auto& family = families[std::string(labels.metricName())];
            family.type = model::metricTypeText(parser.type());
            family.samples[labels.withoutMetricName().toString()] = parser.sample().value;
        }
    }
}

ByName collectedFamilies(const instrument::Families& collected) {
    ByName families;
    for (const auto& family : collected) {
        auto& shown = families[family.name];
        shown.type = typeText(family.type);
        for (const auto& metric : family.metrics) {
            shown.samples[model::Labels::fromPairs(metric.labels).toString()] = metric.value;
        }
    }
    return families;
}

std::string difference(const Shown& expected, const Shown& found) {
    std::string text;
    if (expected.type != found.type) {
        text += "type " + found.type + " instead of " + expected.type + "\n";
    }
    for (const auto& [labels, value] : expected.samples) {
        const auto it = found.samples.find(labels);
        if (it == found.samples.end()) {
            text += "- " + labels + " " + std::to_string(value) + "\n";
        } else if (std::fabs(it->second - value) > 1e-9 * std::fabs(value)) {
            text += "! " + labels + " " + std::to_string(it->second) + " instead of " + std::to_string(value) + "\n";
        }
    }
    for (const auto& [labels, value] : found.samples) {
        if (!expected.samples.contains(labels)) {
            text += "+ " + labels + " " + std::to_string(value) + "\n";
        }
    }
    return text;
}

/// Copies a read-only tree so that links can be added.
void copyTree(const QString& from, const QString& to) {
    QDirIterator it(from, QDir::Files | QDir::Hidden | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const auto path = it.next();
        const auto target = to + path.mid(from.size());
        QDir().mkpath(target.section('/', 0, -2));
        QFile::copy(path, target);
    }
}

} // namespace

class TestHostMetricsFixtures : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() {
        if (!QFile::exists(kFixtures)) {
            QSKIP("the conformance data are not beside the repository");
        }
        QVERIFY(m_directory.isValid());
        copyTree(kFixtures + "/proc", path("proc"));
        copyTree(kFixtures + "/usr", path("usr"));
        QFile::link("10", path("proc/self"));
        QVERIFY(test::unpackTtar(kFixtures + "/sys.ttar", m_directory.path()));
        QVERIFY(test::unpackTtar(kFixtures + "/udev.ttar", m_directory.path()));

        hostmetrics::HostMetricsOptions options;
        options.procfs = path("proc").toStdString();
        options.sysfs = path("sys").toStdString();
        options.rootfs = m_directory.path().toStdString();
        options.udevData = path("udev/data").toStdString();
        options.networkClassesExclude = model::Regex::create("dmz|int").value();
        options.ignoreInvalidSpeed = true;
        options.arpDevicesExclude = model::Regex::create("nope").value();
        options.sensorChipsExclude = model::Regex::create("bogus").value();
        options.disabledCollectors = {"netdev", "filesystem", "uname", "timex"};
        hostmetrics::HostMetrics metrics(options);
        m_collected = collectedFamilies(metrics.collect());

        QFile expected(kFixtures + "/e2e-output.txt");
        QVERIFY(expected.open(QIODevice::ReadOnly));
        m_expected = expectedFamilies(expected.readAll());
    }

    void familiesEqualThoseOfNodeExporter_data() {
        QTest::addColumn<QString>("name");
        for (const auto& [name, family] : m_collected) {
            if (!kNotFromFixtures.contains(name) && m_expected.contains(name)) {
                QTest::newRow(name.c_str()) << QString::fromStdString(name);
            }
        }
    }
    void familiesEqualThoseOfNodeExporter() {
        QFETCH(QString, name);
        const auto text = difference(m_expected.at(name.toStdString()), m_collected.at(name.toStdString()));
        QVERIFY2(text.empty(), text.c_str());
    }

    void nothingOfACollectorIsMissing_data() {
        QTest::addColumn<QString>("prefix");
        for (const auto* const prefix : {"node_cpu_",          "node_memory_",
                                         "node_load",          "node_disk_",
                                         "node_netstat_",      "node_sockstat_",
                                         "node_softnet_",      "node_schedstat_",
                                         "node_pressure_",     "node_hwmon_",
                                         "node_thermal_zone_", "node_cooling_device_",
                                         "node_power_supply_", "node_vmstat_",
                                         "node_nf_conntrack_", "node_entropy_",
                                         "node_filefd_",       "node_dmi_",
                                         "node_os_",           "node_arp_",
                                         "node_udp_",          "node_time_clocksource",
                                         "node_procs_",        "node_intr_",
                                         "node_forks_",        "node_context_",
                                         "node_boot_",         "node_network_carrier",
                                         "node_network_info",  "node_network_speed"}) {
            QTest::newRow(prefix) << QString(prefix);
        }
    }
    void nothingOfACollectorIsMissing() {
        QFETCH(QString, prefix);
        std::string missing;
        for (const auto& [name, family] : m_expected) {
            const bool isOther = name.starts_with("node_memory_numa") || kNotFromFixtures.contains(name);
            if (name.starts_with(prefix.toStdString()) && !isOther && !m_collected.contains(name)) {
                missing += name + "\n";
            }
        }
        QVERIFY2(missing.empty(), missing.c_str());
    }

    void nothingIsMadeUp() {
        std::string unknown;
        for (const auto& [name, family] : m_collected) {
            const bool isLive = name.starts_with("node_time_");
            if (!m_expected.contains(name) && !kNotFromFixtures.contains(name) && !isLive) {
                unknown += name + "\n";
            }
        }
        QVERIFY2(unknown.empty(), unknown.c_str());
    }

  private:
    QString path(const QString& relative) const { return m_directory.path() + "/" + relative; }

    QTemporaryDir m_directory;
    ByName m_collected;
    ByName m_expected;
};

QTEST_GUILESS_MAIN(TestHostMetricsFixtures)
#include "test_fixtures.moc"
