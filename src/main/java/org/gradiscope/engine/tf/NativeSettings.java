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

package org.gradiscope.engine.tf;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.gradiscope.files.UserCache;

/**
 * What a user has set about the native libraries, each by a system property or else an environment
 * variable.
 *
 * @param libraries the folder of libraries that is taken, whatever else there is
 * @param folder in which they are looked for first, and into which a download goes; by default the
 *          user's cache folder
 * @param stated whether the folder was set
 * @param download whether a download is agreed to
 */
record NativeSettings(Optional<Path> libraries, Path folder, boolean stated, boolean download) {

	/** A property or a variable of that name, DJL's own; the variable wins, as with DJL. */
	static final String LIBRARIES = "TENSORFLOW_LIBRARY_PATH";

	static final String FOLDER_PROPERTY = "gradiscope.natives";
	static final String FOLDER_VARIABLE = "GRADISCOPE_NATIVES";
	static final String DOWNLOAD_PROPERTY = "gradiscope.download";
	static final String DOWNLOAD_VARIABLE = "GRADISCOPE_DOWNLOAD";

	/** As they are now. */
	static NativeSettings now() {
		return of(System::getProperty, System::getenv);
	}

	static NativeSettings of(final UnaryOperator<String> property,
		final UnaryOperator<String> variable) {
		final UserCache cache = new UserCache(property, variable);
		return new NativeSettings(
			first(variable.apply(LIBRARIES), property.apply(LIBRARIES)).map(NativeSettings::folderIn),
			cache.folder("natives", FOLDER_PROPERTY, FOLDER_VARIABLE),
			cache.setting(FOLDER_PROPERTY, FOLDER_VARIABLE).isPresent(),
			cache.setting(DOWNLOAD_PROPERTY, DOWNLOAD_VARIABLE).filter("true"::equals).isPresent());
	}

	/** DJL takes several paths; the first folder that is there counts. */
	private static Path folderIn(final String paths) {
		return Stream.of(paths.split(File.pathSeparator)).map(Path::of)
			.filter(p -> p.toFile().isDirectory()).findFirst().orElse(Path.of(paths));
	}

	private static Optional<String> first(final String text, final String otherwise) {
		return Stream.of(Optional.ofNullable(text), Optional.ofNullable(otherwise))
			.flatMap(Optional::stream).filter(s -> !s.isBlank()).findFirst();
	}
}
