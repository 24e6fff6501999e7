// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/message_bar.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

#include "widgets/colors.h"
#include "widgets/tinted_icon.h"

namespace hearth::ui {
namespace {

constexpr int kIconSize = 16;
constexpr int kStripeWidth = 3;

QString iconName(MessageBar::Kind kind) {
    switch (kind) {
    case MessageBar::Kind::kInformation:
        return QStringLiteral("info");
    case MessageBar::Kind::kWarning:
        return QStringLiteral("warning");
    case MessageBar::Kind::kError:
        return QStringLiteral("error");
    }
    return {};
}

QColor stripeColor(MessageBar::Kind kind, const QPalette& palette) {
    switch (kind) {
    case MessageBar::Kind::kInformation:
        return chartColor(0, palette);
    case MessageBar::Kind::kWarning:
        return warningColor(palette);
    case MessageBar::Kind::kError:
        return healthColor(datasource::TargetHealth::kDown, palette);
    }
    return {};
}

} // namespace

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent) {
    buildUi();
    retranslateUi();
    hide();
}

void MessageBar::buildUi() {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12 + kStripeWidth, 6, 6, 6);
    layout->setSpacing(8);
    m_icon = new QLabel(this);
    m_text = new QLabel(this);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_text->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_buttons = new QHBoxLayout;
    m_buttons->setSpacing(8);
    m_close = new QToolButton(this);
    m_close->setAutoRaise(true);
    m_close->setIcon(tintedIcon(QStringLiteral("close")));
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    layout->addWidget(m_text, 1);
    layout->addLayout(m_buttons);
    layout->addWidget(m_close, 0, Qt::AlignTop);
    connect(m_close, &QToolButton::clicked, this, [this] {
        clear();
        emit dismissed();
    });
}

void MessageBar::retranslateUi() {
    m_close->setToolTip(tr("Close this message"));
    m_close->setAccessibleName(tr("Close this message"));
    if (m_translated) {
        m_text->setText(m_translated());
        setAccessibleName(m_text->text());
    }
}

void MessageBar::showMessage(Kind kind, const QString& text) {
    if (isVisibleTo(parentWidget()) && kind == m_kind && text == m_text->text()) {
        return;
    }
    clear();
    m_kind = kind;
    m_icon->setPixmap(tintedIcon(iconName(kind)).pixmap(kIconSize));
    m_text->setText(text);
    setAccessibleName(text);
    show();
    update();
}

void MessageBar::showTranslated(Kind kind, std::function<QString()> text) {
    showMessage(kind, text());
    m_translated = std::move(text);
}

void MessageBar::addActionButton(QAction* action) {
    for (int i = 0; i < m_buttons->count(); ++i) {
        if (static_cast<QToolButton*>(m_buttons->itemAt(i)->widget())->defaultAction() == action) {
            return;
        }
    }
    auto* button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_buttons->addWidget(button);
}

void MessageBar::setClosable(bool closable) {
    m_close->setVisible(closable);
}

void MessageBar::clear() {
    while (auto* item = m_buttons->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    m_text->clear();
    m_translated = nullptr;
    hide();
}

QString MessageBar::text() const {
    return m_text->text();
}

void MessageBar::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    const auto stripe = stripeColor(m_kind, palette());
    painter.fillRect(rect(), mixed(stripe, palette().color(QPalette::Window), 0.12));
    painter.fillRect(QRect(0, 0, kStripeWidth, height()), stripe);
}

void MessageBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslateUi();
    } else if (event->type() == QEvent::PaletteChange) {
        m_icon->setPixmap(tintedIcon(iconName(m_kind)).pixmap(kIconSize));
    }
    QFrame::changeEvent(event);
}

} // namespace hearth::ui
