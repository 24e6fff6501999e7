// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDirIterator>
#include <QFile>
#include <QHash>
#include <QRegularExpression>
#include <QTest>

/// Reads arrows.txt and holds every #include of the program against it.
class TestArrows : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase();
    void everyIncludeFollowsAnArrow();
    void everyModuleStandsInTheTable();
    void coreKnowsNothingOfQt();
    void noTypeOfTheWindowHasTwoDefinitions();

  private:
    static constexpr int kUnknown = -1;
    int levelOf(const QString& module) const { return m_levels.value(module, kUnknown); }
    /// The module that a path below core/, such as `promql/syntax/lexer.h`, belongs to; empty where it is none.
    QString moduleOf(const QString& path) const;
    bool mayInclude(const QString& from, const QString& to) const;
    /// Calls `check` with the module, file and included path of every quoted #include.
    template <class Check>
    void forEachInclude(Check check) const;

    QHash<QString, int> m_levels;
    QStringList m_window;
};

static QString sourceDirectory() {
    return QStringLiteral(HEARTH_SOURCE_DIR);
}

void TestArrows::initTestCase() {
    QFile table(sourceDirectory() + "/tests/arrows/arrows.txt");
    QVERIFY(table.open(QIODevice::ReadOnly));
    int level = 0;
    for (const auto& raw : QString::fromUtf8(table.readAll()).split('\n', Qt::SkipEmptyParts)) {
        const auto line = raw.trimmed();
        if (line.startsWith('#')) {
            continue;
        }
        if (line.startsWith("window:")) {
            m_window = line.mid(7).split(' ', Qt::SkipEmptyParts);
            continue;
        }
        for (const auto& module : line.split(' ', Qt::SkipEmptyParts)) {
            m_levels.insert(module, level);
        }
        ++level;
    }
    QVERIFY(level > 5);
    QVERIFY(!m_window.isEmpty());
}

QString TestArrows::moduleOf(const QString& path) const {
    const auto parts = path.split('/');
    if (parts.size() > 2 && m_levels.contains(parts[0] + '/' + parts[1])) {
        return parts[0] + '/' + parts[1];
    }
    return parts.size() > 1 ? parts[0] : QString();
}

bool TestArrows::mayInclude(const QString& from, const QString& to) const {
    if (from == to) {
        return true;
    }
    if (from == "ui") {
        return m_window.contains(to);
    }
    return levelOf(to) < levelOf(from);
}

template <class Check>
void TestArrows::forEachInclude(Check check) const {
    static const QRegularExpression kInclude(R"(^\s*#include\s+["<]([^">]+)[">])", QRegularExpression::MultilineOption);
    for (const QString top : {"core", "ui", "app"}) {
        QDirIterator files(sourceDirectory() + '/' + top, {"*.h", "*.cpp"}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const auto relative = QDir(sourceDirectory() + '/' + top).relativeFilePath(file.fileName());
            const auto module = top == "core" ? moduleOf(relative) : top;
            auto matches = kInclude.globalMatch(QString::fromUtf8(file.readAll()));
            while (matches.hasNext()) {
                check(module, top + '/' + relative, matches.next().captured(1));
            }
        }
    }
}

void TestArrows::everyIncludeFollowsAnArrow() {
    QStringList wrong;
    forEachInclude([&](const QString& from, const QString& file, const QString& included) {
        const auto to = moduleOf(included);
        if (from == "ui" && QFile::exists(sourceDirectory() + "/ui/" + included)) {
            return; // the window's folders may be called as modules of the core are
        }
        if (levelOf(to) == kUnknown || (from != "app" && from != "ui" && to == "ui")) {
            return; // a library's header, or one of the same folder
        }
        if (!mayInclude(from, to)) {
            wrong << QString("%1 includes %2: no arrow from %3 to %4").arg(file, included, from, to);
        }
    });
    QVERIFY2(wrong.isEmpty(), qPrintable('\n' + wrong.join('\n')));
}

void TestArrows::everyModuleStandsInTheTable() {
    const QDir core(sourceDirectory() + "/core");
    for (const auto& folder : core.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        QVERIFY2(m_levels.contains(folder), qPrintable("core/" + folder + " stands in no line of arrows.txt"));
    }
}

void TestArrows::coreKnowsNothingOfQt() {
    QStringList wrong;
    forEachInclude([&](const QString& from, const QString& file, const QString& included) {
        if (from != "ui" && !file.startsWith("app/desktop") && included.startsWith('Q')) {
            wrong << file + " includes " + included;
        }
    });
    QVERIFY2(wrong.isEmpty(), qPrintable('\n' + wrong.join('\n')));
}

/// The linker takes one of them without a word, and the other's objects are destroyed wrongly.
void TestArrows::noTypeOfTheWindowHasTwoDefinitions() {
    static const QRegularExpression kType(R"(^(?:struct|class|enum class|enum) ((?:\w+::)*\w+)[^;\n]*\{$)",
                                          QRegularExpression::MultilineOption);
    QHash<QString, QString> places;
    QDirIterator files(sourceDirectory() + "/ui", {"*.h"}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto text = QString::fromUtf8(file.readAll());
        for (auto types = kType.globalMatch(text); types.hasNext();) {
            const auto name = types.next().captured(1);
            QVERIFY2(!places.contains(name), qPrintable(name + ": " + places[name] + ", " + file.fileName()));
            places.insert(name, file.fileName());
        }
    }
    QVERIFY(places.size() > 100);
}

QTEST_GUILESS_MAIN(TestArrows)
#include "test_arrows.moc"
