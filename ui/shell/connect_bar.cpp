// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/connect_bar.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "models/plain_text.h"
#include "shell/connections.h"
#include "widgets/plain_label.h"

namespace hearth::ui {

ConnectBar::ConnectBar(Connections& connections, QWidget* parent)
    : QFrame(parent)
    , m_connections(connections) {
    m_label = new QLabel(this);
    m_address = new QLineEdit(this);
    m_address->setPlaceholderText(QStringLiteral("http://nas:9090"));
    m_address->setMinimumWidth(200);
    m_label->setBuddy(m_address);
    m_connect = new QPushButton(this);
    m_cancel = new QPushButton(this);
    m_problem = plainLabel(this);
    m_problem->hide();
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_label);
    row->addWidget(m_address, 1);
    row->addWidget(m_connect);
    row->addWidget(m_cancel);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 6, 16, 6);
    layout->setSpacing(4);
    layout->addLayout(row);
    layout->addWidget(m_problem);
    connect(m_connect, &QPushButton::clicked, this, &ConnectBar::submit);
    connect(m_address, &QLineEdit::returnPressed, this, &ConnectBar::submit);
    connect(m_cancel, &QPushButton::clicked, this, &QWidget::hide);
    retranslateUi();
    hide();
}

void ConnectBar::retranslateUi() {
    m_label->setText(tr("&Server address"));
    m_connect->setText(tr("Connect"));
    m_cancel->setText(tr("Cancel"));
}

void ConnectBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslateUi();
    }
    QFrame::changeEvent(event);
}

void ConnectBar::ask() {
    m_problem->hide();
    show();
    m_address->setFocus(Qt::OtherFocusReason);
    m_address->selectAll();
}

void ConnectBar::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) {
        hide();
        return;
    }
    QFrame::keyPressEvent(event);
}

void ConnectBar::submit() {
    if (auto connected = m_connections.connectTo(m_address->text()); !connected) {
        m_problem->setText(tr("That is no address of a server: %1").arg(toQString(connected.error().message())));
        m_problem->show();
        return;
    }
    m_address->clear();
    hide();
}

} // namespace hearth::ui
