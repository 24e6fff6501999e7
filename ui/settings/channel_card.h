// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "datasource/notification_plan.h"
#include "settings/channel_text.h"
#include "widgets/card.h"

class QAbstractButton;
class QLabel;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace hearth::ui {

class ElidedLabel;
class ShapeLabel;

/// One channel of a receiver: where it goes, whether it works, and what can be done with it. What a button opens stands
/// below, in the card. Threads: confined to the GUI thread.
class ChannelCard : public Card {
    Q_OBJECT

  public:
    ChannelCard(QString receiver, datasource::Channel channel, QWidget* parent = nullptr);

    const QString& receiver() const { return m_receiver; }
    const datasource::Channel& channel() const { return m_channel; }
    /// What the card shows changed, but not which channel it is.
    void showChannel(const datasource::Channel& channel);
    void showState(const ChannelText::State& state);
    void showUse(int routes);
    /// Empty: it can be done. Else the reason why not.
    void setCanTest(const QString& why);
    void setCanEdit(const QString& why);
    void setTesting(bool testing);
    /// Remembered until the channel leads elsewhere or is edited.
    void setLastTest(std::optional<ChannelText::LastTest> test) { m_lastTest = std::move(test); }
    const std::optional<ChannelText::LastTest>& lastTest() const { return m_lastTest; }

    /// Shows `widget` below, in place of what was there; null takes it away.
    void open(QWidget* widget);
    QWidget* opened() const { return m_opened; }

  protected:
    void changeEvent(QEvent* event) override;

  signals:
    void testRequested();
    void editRequested();
    void removeRequested();

  private:
    void buildUi();
    void retranslateUi();
    static void allow(QAbstractButton& button, const QString& why, const QString& toolTip);

    const QString m_receiver;
    datasource::Channel m_channel;
    QVBoxLayout* m_column = nullptr;
    ShapeLabel* m_shape = nullptr;
    QLabel* m_word = nullptr;
    ElidedLabel* m_title = nullptr;
    ElidedLabel* m_where = nullptr;
    ElidedLabel* m_last = nullptr;
    QPushButton* m_test = nullptr;
    QPushButton* m_edit = nullptr;
    QToolButton* m_remove = nullptr;
    QWidget* m_opened = nullptr;
    int m_routes = 0;
    QString m_whyNoTest;
    QString m_whyReadOnly;
    bool m_isTesting = false;
    std::optional<ChannelText::LastTest> m_lastTest;
};

} // namespace hearth::ui
