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

package org.gradiscope.imagej1;

import java.awt.Component;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

import javax.swing.JFileChooser;

import org.gradiscope.model.store.ModelCache;

/** Lets the user pick a model, which is a file or a folder. */
final class ModelChooser {

	private ModelChooser() {}

	/**
	 * @param text the model so far, beside which the search begins if it is a path
	 * @return the path; none if the user gave it up
	 */
	static Optional<String> choose(final Component parent, final String text) {
		final JFileChooser chooser = new JFileChooser(folder(text).toFile());
		chooser.setDialogTitle("Select a model: a folder, a frozen graph or an archive");
		chooser.setFileSelectionMode(JFileChooser.FILES_AND_DIRECTORIES);
		return chooser.showDialog(parent, "Select") == JFileChooser.APPROVE_OPTION ? Optional.of(
			chooser.getSelectedFile().getPath()) : Optional.empty();
	}

	private static Path folder(final String text) {
		try {
			final Path folder = Path.of(text.trim()).toAbsolutePath().getParent();
			final boolean isPath = text.contains("/") || text.contains("\\");
			return isPath && folder != null && Files.isDirectory(folder) ? folder : ModelCache.folder();
		}
		catch (final InvalidPathException e) {
			return ModelCache.folder();
		}
	}
}
