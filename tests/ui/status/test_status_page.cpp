// SPDX-License-Identifier: GPL-3.0-or-later
#include <QHeaderView>
#include <QTest>
#include <QTreeWidgetItemIterator>

#include "data/async_source.h"
#include "status/block_ruler.h"
#include "status/status_page.h"
#include "support/scripted_data_source.h"
#include "widgets/message_bar.h"

using namespace hearth;
using namespace hearth::ui;

namespace {

struct Fixture {
    Fixture() {
        server->onBuildFacts = [](std::stop_token) { return datasource::BuildFacts{.version = "3.14"}; };
        server->onRuntimeFacts = [](std::stop_token) { return datasource::RuntimeFacts{.hostname = "attic"}; };
    }
    void show() {
        source = std::make_unique<AsyncSource>(server);
        page = std::make_unique<StatusPage>(*source);
        page->resize(800, 600);
        page->show();
    }
    /// All rows of all tabs as `name=value`.
    QStringList rows() const {
        QStringList out;
        for (const auto* view : page->findChildren<FactsView*>()) {
            for (QTreeWidgetItemIterator it(const_cast<FactsView*>(view)); *it != nullptr; ++it) {
                out << (*it)->text(0) + QLatin1Char('=') + (*it)->text(1);
            }
        }
        return out;
    }
    QStringList messages() const {
        QStringList out;
        for (const auto* bar : page->findChildren<MessageBar*>()) {
            if (!bar->text().isEmpty()) {
                out << bar->text();
            }
        }
        return out;
    }

    std::shared_ptr<tests::ScriptedDataSource> server = std::make_shared<tests::ScriptedDataSource>();
    std::unique_ptr<AsyncSource> source;
    std::unique_ptr<StatusPage> page;
};

datasource::BlockFacts block(std::uint64_t samples, std::uint64_t tombstones) {
    datasource::BlockFacts facts;
    facts.ulid = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
    facts.minTime = 1'700'000'000'000;
    facts.maxTime = 1'700'007'200'000;
    facts.samples = samples;
    facts.tombstones = tombstones;
    return facts;
}

} // namespace

class TestStatusPage : public QObject {
    Q_OBJECT

  private slots:
    void aServerWithoutStorageShowsNeitherBlocksNorDamage() {
        Fixture fixture;
        fixture.show();
        QTRY_VERIFY(fixture.rows().contains(QStringLiteral("Host=attic")));
        QVERIFY(fixture.messages().isEmpty());
        QVERIFY(!fixture.page->findChild<BlockRuler*>()->isVisibleTo(fixture.page.get()));
    }
    void blocksAreSummedUp() {
        Fixture fixture;
        fixture.server->onBlocks = [](std::stop_token) { return std::vector{block(1'000, 2), block(500, 1)}; };
        fixture.show();
        QTRY_VERIFY(fixture.rows().contains(QStringLiteral("Samples=1,500")));
        QVERIFY(fixture.rows().contains(QStringLiteral("Blocks=2")));
        QVERIFY(fixture.rows().contains(QStringLiteral("Deletions not cleaned yet=3")));
        QVERIFY(!fixture.page->findChild<BlockRuler*>()->isHidden());
    }
    void numbersStayNearTheirNamesBesideDamage() {
        Fixture fixture;
        fixture.server->onBlocks = [](std::stop_token) { return std::vector{block(1'000, 2)}; };
        fixture.server->onStorageDamages = [](std::stop_token) {
            return std::vector{datasource::StorageDamage{.path = "wal/00000003", .reason = "checksum does not match"}};
        };
        fixture.show();
        QTRY_VERIFY(fixture.rows().contains(QStringLiteral("Samples=1,000")));
        for (const auto* view : fixture.page->findChildren<FactsView*>()) {
            for (QTreeWidgetItemIterator it(const_cast<FactsView*>(view)); *it != nullptr; ++it) {
                QVERIFY(((*it)->textAlignment(1) & Qt::AlignRight) == 0);
            }
            QVERIFY(view->header()->length() <= fixture.page->width());
        }
    }
    void damageIsSaidOverAllTabsAndGoesWhenItIsMended() {
        Fixture fixture;
        std::atomic<bool> damaged{true};
        fixture.server->onStorageDamages = [&](std::stop_token) {
            return damaged ? std::vector{datasource::StorageDamage{.path = "wal/00000003",
                                                                   .reason = "checksum does not match",
                                                                   .setAside = "wal-damaged/00000003",
                                                                   .lostBytes = 2'048}}
                           : std::vector<datasource::StorageDamage>();
        };
        fixture.show();
        QTRY_COMPARE(fixture.messages().size(), 1);
        QVERIFY(fixture.messages().front().contains(QStringLiteral("wal/00000003: checksum does not match")));
        QVERIFY(fixture.rows()
                    .join(QLatin1Char('\n'))
                    .contains(QStringLiteral("not served). Kept in wal-damaged/00000003.")));
        damaged = false;
        fixture.page->refresh();
        QTRY_VERIFY(fixture.messages().isEmpty());
    }
};

QTEST_MAIN(TestStatusPage)
#include "test_status_page.moc"
