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

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ImageProcessor;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** TIFF files of whatever origin as images of ImageJ. */
final class TiffReader {

	private static final Pattern IMAGES = Pattern.compile("(?m)^images=(\\d{1,9})$");
	private static final int SMALLER_COPY = 1;
	private static final int MASK = 4;

	private TiffReader() {}

	/**
	 * Reads a file.
	 *
	 * @throws IOException that says what is wrong, if it is cut off, damaged or of a kind that is not read
	 */
	static ImagePlus open(final FileBytes file, final String title, final ConversionNotes notes)
		throws IOException {
		final List<TiffDirectory> all = TiffDirectory.all(file);
		final Map<TiffPage, Integer> pages = pages(file, all, notes);
		long memory = 0;
		for (final TiffPage page : pages.keySet())
			memory += TiffSamples.memory(page);
		MemoryCheck.check(memory);
		final ImageStack stack = new ImageStack();
		int channels = 1;
		for (final Map.Entry<TiffPage, Integer> page : pages.entrySet()) {
			final List<ImageProcessor> slices =
				TiffPageReader.read(file, page.getKey(), page.getValue(), notes);
			channels = slices.size();
			for (final ImageProcessor slice : slices)
				stack.addSlice(slice);
		}
		final TiffPage first = pages.keySet().iterator().next();
		final ImagePlus image =
			CompositeImages.image(title, stack, channels, first.photometric() == TiffPage.RGB);
		if (first.format() == TiffPage.SIGNED && TiffSamples.isShorts(first))
			image.getCalibration().setSigned16BitCalibration();
		return TiffMetadata.applied(image, first, notes);
	}

	/**
	 * The pages that are slices of one stack, with their places among the directories.
	 *
	 * @throws IOException if one is truncated or damaged
	 */
	static Map<TiffPage, Integer> pages(final FileBytes file, final List<TiffDirectory> all,
		final ConversionNotes notes) throws IOException {
		final Map<TiffPage, Integer> pages = new LinkedHashMap<>();
		TiffPage first = null;
		int copies = 0;
		int others = 0;
		for (int n = 0; n < all.size(); n++) {
			final int kind = all.get(n).whole(TiffDirectory.NEW_SUBFILE_TYPE, 0);
			if (first != null && (kind & (SMALLER_COPY | MASK)) != 0) copies++;
			else {
				final TiffPage page = TiffPage.of(file, all.get(n));
				if (first == null) first = page;
				if (first.isLike(page)) pages.put(page, n);
				else others++;
			}
		}
		if (copies > 0) notes.add("smaller copies or masks in it are left out: " + copies);
		if (others > 0)
			notes.add("pictures in it of another size or type than the first are left out: " + others);
		return further(file, first, pages);
	}

	/** ImageJ writes a stack in one piece, of which only the first image has to have a directory. */
	private static Map<TiffPage, Integer> further(final FileBytes file, final TiffPage first,
		final Map<TiffPage, Integer> pages) throws IOException {
		final int images = images(first);
		if (images <= pages.size() || first.compression() != 1 || first.isTiled()) return pages;
		long size = 0;
		for (int block = 0; block < first.down() * (first.planar() ? first.samples() : 1); block++)
			size += first.needed(block);
		file.check(first.offsets()[0], Math.multiplyExact(size, (long) images),
			"its " + images + " images");
		final Map<TiffPage, Integer> all = new LinkedHashMap<>();
		for (int n = 0; n < images; n++)
			all.put(first.moved(file, n * size), n);
		return all;
	}

	/** How many slices ImageJ says that there are; 1 where it says nothing. */
	static int images(final TiffPage page) throws IOException {
		final String text = page.directory().description();
		final Matcher images = IMAGES.matcher(text);
		return isByImageJ(text) && images.find() ? Integer.parseInt(images.group(1)) : 1;
	}

	static boolean isByImageJ(final String description) {
		return description.startsWith("ImageJ=");
	}
}
