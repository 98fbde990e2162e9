/*-
 * #%L
 * Convolutional networks looked into from ImageJ and Fiji.
 * %%
 * Copyright (C) 2026 Gradiscope founders.
 * %%
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice,
 *    this list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the documentation
 *    and/or other materials provided with the distribution.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"
 * AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE
 * IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE
 * ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDERS OR CONTRIBUTORS BE
 * LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR
 * CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF
 * SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS
 * INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN
 * CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE)
 * ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE
 * POSSIBILITY OF SUCH DAMAGE.
 * #L%
 */

package org.gradiscope.dialog;

import java.awt.Component;

import javax.swing.DefaultListCellRenderer;
import javax.swing.JList;

/** A line of a list: the value, and its note in grey. */
final class SuggestionRenderer extends DefaultListCellRenderer {

	private static final long serialVersionUID = 1;

	@Override
	public Component getListCellRendererComponent(final JList<?> list, final Object value,
		final int index, final boolean isSelected, final boolean hasFocus) {
		final boolean hasNote = value instanceof final Suggestion offered && !offered.note().isEmpty();
		// What a stranger named is text, even if it looks like a page.
		putClientProperty("html.disable", !hasNote);
		final Object shown = value instanceof final Suggestion offer ? text(offer) : value;
		return super.getListCellRendererComponent(list, shown, index, isSelected, hasFocus);
	}

	private static String text(final Suggestion offer) {
		if (offer.note().isEmpty()) return offer.value().isEmpty() ? " " : offer.value();
		return "<html>" + HelpPage.text(offer.value()) + " &nbsp;<font color=gray>" + HelpPage.text(
			offer.note()) + "</font></html>";
	}
}
