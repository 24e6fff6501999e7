// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QPointer>
#include <cstdint>
#include <functional>

class QAction;
class QHBoxLayout;
class QLabel;
class QToolButton;

namespace hearth::ui {

/// A message inside a page instead of a dialog: icon, plain text, buttons for the next step, close. Takes no room
/// while there is nothing to say.
/// Threads: confined to the GUI thread.
class MessageBar : public QFrame {
    Q_OBJECT

  public:
    enum class Kind : std::uint8_t { kInformation, kWarning, kError };

    explicit MessageBar(QWidget* parent = nullptr);

    /// Shows `text` and forgets earlier buttons. Saying the same again changes nothing.
    void showMessage(Kind kind, const QString& text);
    /// The same of words that follow the language of the window while they are shown.
    void showTranslated(Kind kind, std::function<QString()> text);
    /// A button after the text; triggers `action`, which the caller owns. Adding it twice changes nothing.
    void addActionButton(QAction* action);
    void setClosable(bool closable);
    void clear();
    QString text() const;

  signals:
    /// The person closed it.
    void dismissed();

  protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    void buildUi();
    void retranslateUi();

    Kind m_kind = Kind::kInformation;
    std::function<QString()> m_translated; ///< Null: the text stays as it is.
    QLabel* m_icon = nullptr;
    QLabel* m_text = nullptr;
    QHBoxLayout* m_buttons = nullptr;
    QToolButton* m_close = nullptr;
};

} // namespace hearth::ui
