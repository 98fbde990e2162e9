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
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import javax.swing.JFileChooser;

import org.gradiscope.command.Hints;
import org.gradiscope.model.store.ModelCache;

/** Lets a person look for what a key takes the path of. */
enum PathChooser {

	MODEL(Hints.MODELS, JFileChooser.FILES_AND_DIRECTORIES,
		"Select a model: a folder, a file (.onnx, .keras, .h5, .pb) or an archive"), //
	IMAGE(Hints.IMAGES, JFileChooser.FILES_ONLY, "Select an image"), //
	FOLDER(Hints.FOLDER, JFileChooser.DIRECTORIES_ONLY, "Select a folder"), //
	FILE(Hints.FILE, JFileChooser.FILES_ONLY, "Select a file");

	private final String hint;
	private final int mode;
	private final String title;

	PathChooser(final String hint, final int mode, final String title) {
		this.hint = hint;
		this.mode = mode;
		this.title = title;
	}

	/** The one for a key, if it takes a path. @param offers as of {@link Hints#OFFERS} */
	static Optional<PathChooser> of(final String offers) {
		final List<String> words = List.of(offers.split("\\|"));
		return Arrays.stream(values()).filter(chooser -> words.contains(chooser.hint)).findFirst();
	}

	/**
	 * @param text the value so far, beside which the search begins if it is a path
	 * @return the path; none if the person gave it up
	 */
	Optional<String> choose(final Component parent, final String text) {
		final JFileChooser chooser = new JFileChooser();
		folder(text).ifPresent(folder -> chooser.setCurrentDirectory(folder.toFile()));
		chooser.setDialogTitle(title);
		chooser.setFileSelectionMode(mode);
		return chooser.showDialog(parent, "Select") == JFileChooser.APPROVE_OPTION
			? Optional.of(chooser.getSelectedFile().getPath()) : Optional.empty();
	}

	/** Where to begin; empty for the system's own place. */
	private Optional<Path> folder(final String text) {
		final Optional<Path> usual =
			this == MODEL ? Optional.of(ModelCache.folder()) : Optional.empty();
		if (!text.contains("/") && !text.contains("\\")) return usual;
		try {
			return Optional.ofNullable(Path.of(text.trim()).toAbsolutePath().getParent())
				.filter(Files::isDirectory).or(() -> usual);
		}
		catch (final InvalidPathException e) {
			return usual;
		}
	}
}
