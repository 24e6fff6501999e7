// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include "data/async_source.h"
#include "shell/connections.h"
#include "shell/settings.h"
#include "ui/support/fake_host.h"

using namespace hearth;
using namespace hearth::ui;

namespace {

struct Fixture {
    QTemporaryDir folder;
    tests::FakeHost host{folder.path().toStdString()};
    AsyncSource source{nullptr};
    Settings settings{QString::fromStdString(host.settingsPath())};
    Connections connections{host, source, settings};
};

} // namespace

class TestConnections : public QObject {
    Q_OBJECT

  private slots:
    void addressesAreCompleted_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("asked");
        QTest::addColumn<QString>("name");
        QTest::newRow("host and port") << " nas:9090 " << "http://nas:9090" << "nas:9090";
        QTest::newRow("URL") << "https://nas/prometheus" << "https://nas/prometheus" << "nas/prometheus";
        QTest::newRow("password is not shown")
            << "http://me:secret@nas:9090/" << "http://me:secret@nas:9090/" << "nas:9090";
    }
    void addressesAreCompleted() {
        QFETCH(QString, typed);
        QFETCH(QString, asked);
        QFETCH(QString, name);
        Fixture fixture;
        QVERIFY(fixture.connections.connectTo(typed));
        QCOMPARE(QString::fromStdString(fixture.host.askedUrl), asked);
        QCOMPARE(fixture.connections.name(), name);
        QVERIFY(!fixture.connections.isLocal());
    }

    void badAddressChangesNothing() {
        Fixture fixture;
        fixture.connections.connectLocal();
        QVERIFY(!fixture.connections.connectTo(QString()));
        QVERIFY(!fixture.connections.connectTo(QStringLiteral("two words")));
        QVERIFY(fixture.connections.isLocal());
        QVERIFY(fixture.settings.recentConnections().isEmpty());
    }

    void connectionIsRestored() {
        Fixture fixture;
        QVERIFY(fixture.connections.connectTo(QStringLiteral("nas:9090")));
        Connections next(fixture.host, fixture.source, fixture.settings);
        next.restore();
        QCOMPARE(next.url(), QStringLiteral("http://nas:9090"));
    }
};

QTEST_GUILESS_MAIN(TestConnections)
#include "test_connections.moc"
