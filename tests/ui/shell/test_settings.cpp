// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include "shell/settings.h"

using namespace hearth::ui;

class TestSettings : public QObject {
    Q_OBJECT

  private slots:
    void rememberedAcrossStarts() {
        const QTemporaryDir folder;
        const auto path = folder.filePath(QStringLiteral("window.ini"));
        {
            Settings settings(path);
            settings.setTheme(ThemeChoice::kDark);
            settings.setLanguage(QStringLiteral("ja"));
            settings.setCloseChoice(CloseChoice::kKeepCollecting);
            settings.setUtc(true);
            settings.setPage(QStringLiteral("targets"));
        }
        const Settings settings(path);
        QCOMPARE(settings.theme(), ThemeChoice::kDark);
        QCOMPARE(settings.language(), QStringLiteral("ja"));
        QCOMPARE(settings.closeChoice(), CloseChoice::kKeepCollecting);
        QVERIFY(settings.utc());
        QCOMPARE(settings.page(), QStringLiteral("targets"));
    }

    void nonsenseReadsAsDefault() {
        const QTemporaryDir folder;
        const auto path = folder.filePath(QStringLiteral("window.ini"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[view]\ntheme=pink\n[window]\nonClose=@Invalid()\ngeometry=xyz\n\x01\x02");
        file.close();
        const Settings settings(path);
        QCOMPARE(settings.theme(), ThemeChoice::kSystem);
        QCOMPARE(settings.closeChoice(), CloseChoice::kAsk);
    }

    void recentConnectionsAreFew() {
        const QTemporaryDir folder;
        Settings settings(folder.filePath(QStringLiteral("window.ini")));
        for (int i = 0; i < 20; ++i) {
            settings.addRecentConnection(QStringLiteral("http://host%1").arg(i));
        }
        settings.addRecentConnection(QStringLiteral("http://host15"));
        QCOMPARE(settings.recentConnections().size(), Settings::kMaxRecent);
        QCOMPARE(settings.recentConnections().first(), QStringLiteral("http://host15"));
        QCOMPARE(settings.recentConnections().count(QStringLiteral("http://host15")), 1);
    }
};

QTEST_GUILESS_MAIN(TestSettings)
#include "test_settings.moc"
