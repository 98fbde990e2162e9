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

package org.gradiscope.imagej.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Kinds of image files, by how they begin. */
enum ImageFormat {
	TIFF, PNG, JPEG, GIF, BMP, DICOM, FITS, PNM, ZIP;

	private static final Set<String> NAMES = Set.of("tif", "tiff", "png", "jpg", "jpeg", "gif", "bmp",
		"dcm", "dicom", "fits", "fit", "fts", "pgm", "ppm", "pbm", "pnm");
	private static final int DICOM_MARK = 128;
	private static final int LONGEST = 132;

	/** @return none where it begins like no image that is read */
	static Optional<ImageFormat> of(final Path file) throws IOException {
		try (FileBytes bytes = FileBytes.of(file)) {
			final Optional<ImageFormat> kind = of(bytes.start(LONGEST)).or(() -> oldDicom(file));
			return kind.filter(k -> k != ZIP || hasImage(file));
		}
	}

	/** Whether a file is meant to be an image by its name. */
	static boolean isNamed(final Path file) {
		final String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
		return NAMES.contains(name.substring(name.lastIndexOf('.') + 1));
	}

	/** Old ones have no mark. */
	private static Optional<ImageFormat> oldDicom(final Path file) {
		return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).matches(".*\\.(dcm|dicom)")
			? Optional.of(DICOM) : Optional.empty();
	}

	static Optional<ImageFormat> of(final byte[] start) {
		final String text = new String(start, StandardCharsets.ISO_8859_1);
		if (text.matches("(?s)(II[*+]\0|MM\0[*+]).*")) return Optional.of(TIFF);
		if (text.startsWith("\u0089PNG\r\n\u001a\n")) return Optional.of(PNG);
		if (text.startsWith("\u00FF\u00D8\u00FF")) return Optional.of(JPEG);
		if (text.matches("(?s)GIF8[79]a.*")) return Optional.of(GIF);
		if (text.matches("(?s)BM.{12,}")) return Optional.of(BMP);
		if (text.length() >= LONGEST && text.startsWith("DICM", DICOM_MARK)) return Optional.of(DICOM);
		if (text.startsWith("SIMPLE")) return Optional.of(FITS);
		if (text.matches("(?s)P[1-6]\\s.*")) return Optional.of(PNM);
		return text.startsWith("PK\3\4") ? Optional.of(ZIP) : Optional.empty();
	}

	/** Of archives only those in which ImageJ saved an image; not its sets of selections. */
	private static boolean hasImage(final Path file) {
		try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
			final ZipEntry first = zip.getNextEntry();
			return first != null && first.getName().toLowerCase(Locale.ROOT).matches(".*\\.tiff?");
		}
		catch (final IOException | IllegalArgumentException e) {
			return false;
		}
	}
}
