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

package org.gradiscope.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What lies where another file should be: a pointer to it, or what a server sent instead. */
public final class StandIns {

	private static final int HEAD = 512;

	/** The text that Git LFS leaves where it was not told to download. */
	private static final Pattern GIT_LFS =
		Pattern.compile("version https://(git-lfs|hawser)\\.github\\.com/spec/.*", Pattern.DOTALL);
	private static final Pattern SIZE = Pattern.compile("(?m)^size (\\d{1,18})$");
	private static final Pattern GIT_ANNEX =
		Pattern.compile("(/annex/objects/|(\\.\\./)*\\.git/annex/objects/)[^\\n]*\\n?");
	private static final Pattern PAGE = Pattern.compile(
		"(<\\?xml[^>]*>\\s*)?(<!--.*?-->\\s*)?(<!doctype html|<html|<error>).*", Pattern.DOTALL);

	private StandIns() {}

	/**
	 * What a file is instead, with the remedy, as in "The file x is ..."; empty of any other, of an empty
	 * one, and of what is no file or cannot be read.
	 */
	public static Optional<String> of(final Path file) {
		if (!Files.isRegularFile(file)) return Optional.empty();
		try (InputStream in = Files.newInputStream(file)) {
			return of(new String(in.readNBytes(HEAD), StandardCharsets.ISO_8859_1));
		}
		catch (final IOException e) {
			// Who reads it says so.
			return Optional.empty();
		}
	}

	private static Optional<String> of(final String head) {
		if (GIT_LFS.matcher(head).matches())
			return Optional.of("a pointer of Git LFS, which stands for " + "a file" + size(head) +
				" that was not downloaded; get the file itself by 'git lfs pull', or " +
				"from its page in a browser");
		if (GIT_ANNEX.matcher(head).matches())
			return Optional.of("a pointer of git-annex, which stands " +
				"for a file that was not downloaded; get the file itself by 'git annex get'");
		if (PAGE.matcher(head.strip().toLowerCase(Locale.ROOT)).matches()) return Optional.of(
			"a page of the web, not the file itself; download it again, by the " + "address of the file");
		return Optional.empty();
	}

	private static String size(final String head) {
		final Matcher size = SIZE.matcher(head);
		return size.find()
			? String.format(Locale.ROOT, " of %.1f MB", Long.parseLong(size.group(1)) / 1e6) : "";
	}
}
