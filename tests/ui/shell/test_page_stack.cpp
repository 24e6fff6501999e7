// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "shell/page_stack.h"

using namespace hearth::ui;

class TestPageStack : public QObject {
    Q_OBJECT

  private slots:
    void init() {
        m_built = 0;
        m_stack = std::make_unique<PageStack>();
        for (const auto* name : {"one", "two", "three"}) {
            m_stack->addFactory(QString::fromLatin1(name), [this] {
                ++m_built;
                return new QWidget;
            });
        }
    }

    void pagesAreBuiltOnTheirFirstVisit() {
        m_stack->visit(0);
        QCOMPARE(m_built, 1);
        m_stack->visit(1);
        m_stack->visit(0);
        QCOMPARE(m_built, 2);
    }

    void unknownNameIsTheFirstPage() {
        m_stack->visit(QStringLiteral("gone"));
        QCOMPARE(m_stack->currentName(), QStringLiteral("one"));
    }

    void backAndForwardFollowTheVisits() {
        m_stack->visit(0);
        m_stack->visit(1);
        m_stack->visit(2);
        m_stack->back();
        QCOMPARE(m_stack->currentPage(), 1);
        QVERIFY(m_stack->canGoForward());
        m_stack->visit(0);
        QVERIFY(!m_stack->canGoForward());
        m_stack->back();
        QCOMPARE(m_stack->currentPage(), 1);
    }

    void historyIsBounded() {
        for (int i = 0; i < 1000; ++i) {
            m_stack->visit(i % 2);
        }
        int steps = 0;
        for (; m_stack->canGoBack(); ++steps) {
            m_stack->back();
        }
        QCOMPARE(steps, static_cast<int>(PageStack::kMaxHistory) - 1);
    }

  private:
    std::unique_ptr<PageStack> m_stack;
    int m_built = 0;
};

QTEST_MAIN(TestPageStack)
#include "test_page_stack.moc"
