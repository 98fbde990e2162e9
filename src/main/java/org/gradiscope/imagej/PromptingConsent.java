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

package org.gradiscope.imagej;

import ij.IJ;

import java.awt.GraphicsEnvironment;

import org.gradiscope.model.store.CatalogueEntry;
import org.gradiscope.model.store.DownloadConsent;

/**
 * Agrees to what was agreed to beforehand, and asks for the rest where somebody is there to answer.
 */
public final class PromptingConsent implements DownloadConsent {

	private static final String TITLE = "Download Model";

	private final boolean download;
	private final boolean unverified;
	private final UserPrompt prompt;

	/**
	 * @param download whether downloads are agreed to
	 * @param unverified whether those without a publisher's checksum are too
	 * @param prompt asked for what was not agreed to
	 */
	public PromptingConsent(final boolean download, final boolean unverified,
		final UserPrompt prompt) {
		this.download = download;
		this.unverified = unverified;
		this.prompt = prompt;
	}

	@Override
	public boolean download(final CatalogueEntry entry) {
		return download || prompt.confirm(TITLE, "Download " + entry.terms() + "?");
	}

	@Override
	public boolean unverified(final CatalogueEntry entry) {
		return unverified || prompt.confirm(TITLE, "No publisher's checksum is known of " +
			entry.name() + ", so the download cannot be verified. Download it anyway?");
	}

	/** In a dialog; false where nobody is there to answer: headless, or in a macro. */
	static boolean ask(final String title, final String question) {
		return !GraphicsEnvironment.isHeadless() && !IJ.isMacro() &&
			IJ.showMessageWithCancel(title, question);
	}
}
