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

import ij.CompositeImage;
import ij.ImagePlus;
import ij.io.FileInfo;
import ij.io.Opener;
import ij.process.LUT;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/**
 * What TIFF files say beside the pixels, read by ImageJ: of a file that has the same fields and as many
 * images, but of one pixel each.
 */
final class TiffMetadata {

	private static final int[] KEPT = { 270, 282, 283, 296, 305, 306, 50838, 50839 };
	private static final int SHORT = 3;
	private static final int LONG = 4;

	private TiffMetadata() {}

	/**
	 * Gives an image the calibration of a page; and of files by ImageJ the dimensions, display ranges,
	 * colour tables, labels, selection, overlay and info.
	 *
	 * @return the same, or a composite of it
	 */
	static ImagePlus applied(final ImagePlus image, final TiffPage page, final ConversionNotes notes)
		throws IOException {
		final int slices = image.getStackSize();
		final boolean own =
			TiffReader.isByImageJ(page.directory().description()) && TiffReader.images(page) == slices;
		final ImagePlus tiny = read(tiny(page, image.getBitDepth(), own ? slices : 1, own));
		if (tiny == null) {
			notes.add("what it says beside its pixels cannot be read");
			return image;
		}
		final var calibration = tiny.getCalibration().copy();
		if (image.getCalibration().isSigned16Bit()) calibration.setSigned16BitCalibration();
		image.setCalibration(calibration);
		return own && tiny.getStackSize() == slices ? all(image, tiny) : image;
	}

	private static ImagePlus read(final byte[] file) {
		try {
			final Opener opener = new Opener();
			opener.setSilentMode(true);
			return opener.openTiff(new ByteArrayInputStream(file), "metadata");
		}
		catch (final RuntimeException e) {
			// Damaged beyond what ImageJ expects.
			return null;
		}
	}

	private static ImagePlus all(final ImagePlus plain, final ImagePlus tiny) {
		final FileInfo said = tiny.getOriginalFileInfo();
		plain.setDimensions(tiny.getNChannels(), tiny.getNSlices(), tiny.getNFrames());
		// Of a single slice ImageJ makes the label itself.
		for (int slice = 1; slice <= plain.getStackSize() && plain.getStackSize() > 1; slice++)
			plain.getStack().setSliceLabel(tiny.getStack().getSliceLabel(slice), slice);
		final ImagePlus image =
			tiny instanceof final CompositeImage composite && plain.getBitDepth() != 24
				? composite(plain, composite, said) : plain;
		image.setOpenAsHyperStack(tiny.getOpenAsHyperStack() || tiny.isHyperStack());
		if (said != null && said.description != null && said.description.contains("\nmin=") &&
			!image.isComposite())
			image.setDisplayRange(tiny.getDisplayRangeMin(), tiny.getDisplayRangeMax());
		image.setOverlay(tiny.getOverlay());
		if (tiny.getRoi() != null) image.setRoi(tiny.getRoi());
		if (tiny.getInfoProperty() != null) image.setProperty("Info", tiny.getInfoProperty());
		image.setProperties(tiny.getPropertiesAsArray());
		return image;
	}

	private static CompositeImage composite(final ImagePlus plain, final CompositeImage tiny,
		final FileInfo said) {
		final CompositeImage composite = new CompositeImage(plain, tiny.getMode());
		final LUT[] tables = composite.getLuts();
		for (int channel = 0; channel < tables.length; channel++) {
			final LUT table = (LUT) tiny.getLuts()[channel].clone();
			final boolean ranges = said != null && said.displayRanges != null;
			table.min = ranges ? table.min : tables[channel].min;
			table.max = ranges ? table.max : tables[channel].max;
			tables[channel] = table;
		}
		composite.setLuts(tables);
		return composite;
	}

	/** @param own whether all is kept, or the calibration only */
	private static byte[] tiny(final TiffPage page, final int bits, final int images,
		final boolean own) throws IOException {
		final Map<Integer, byte[]> contents = new TreeMap<>();
		final Map<Integer, int[]> heads = new TreeMap<>();
		for (final int tag : KEPT) {
			final TiffField field = page.directory().fields().get(tag);
			if (field == null || field.type() > 12 || !own && tag > 50000) continue;
			contents.put(tag, field.raw());
			heads.put(tag, new int[] { field.type(), (int) field.count() });
		}
		final int samples = bits == 24 ? 3 : 1;
		final int depth = bits == 24 ? 8 : bits;
		number(page, contents, heads, TiffDirectory.WIDTH, 1);
		number(page, contents, heads, TiffDirectory.HEIGHT, 1);
		numbers(page, contents, heads, TiffDirectory.BITS, depth, samples);
		number(page, contents, heads, TiffDirectory.COMPRESSION, 1);
		number(page, contents, heads, TiffDirectory.PHOTOMETRIC,
			samples == 3 ? TiffPage.RGB : TiffPage.BLACK_IS_ZERO);
		number(page, contents, heads, TiffDirectory.SAMPLES, samples);
		number(page, contents, heads, TiffDirectory.ROWS_PER_STRIP, 1);
		if (depth == 32) number(page, contents, heads, TiffDirectory.SAMPLE_FORMAT, TiffPage.FLOAT);
		else if (page.format() == TiffPage.SIGNED)
			number(page, contents, heads, TiffDirectory.SAMPLE_FORMAT, TiffPage.SIGNED);
		contents.put(TiffDirectory.STRIP_OFFSETS, new byte[4]);
		heads.put(TiffDirectory.STRIP_OFFSETS, new int[] { LONG, 1 });
		final int pixel = samples * depth / 8;
		contents.put(TiffDirectory.STRIP_BYTES,
			ByteBuffer.allocate(4).order(page.order()).putInt(pixel).array());
		heads.put(TiffDirectory.STRIP_BYTES, new int[] { LONG, 1 });
		return file(page, contents, heads, pixel * images);
	}

	private static void number(final TiffPage page, final Map<Integer, byte[]> contents,
		final Map<Integer, int[]> heads, final int tag, final int value) {
		numbers(page, contents, heads, tag, value, 1);
	}

	private static void numbers(final TiffPage page, final Map<Integer, byte[]> contents,
		final Map<Integer, int[]> heads, final int tag, final int value, final int count) {
		final ByteBuffer content = ByteBuffer.allocate(2 * count).order(page.order());
		for (int i = 0; i < count; i++)
			content.putShort((short) value);
		contents.put(tag, content.array());
		heads.put(tag, new int[] { SHORT, count });
	}

	private static byte[] file(final TiffPage page, final Map<Integer, byte[]> contents,
		final Map<Integer, int[]> heads, final int pixels) {
		final int start = 8 + 2 + 12 * contents.size() + 4;
		int end = start;
		for (final byte[] content : contents.values())
			end += content.length > 4 ? content.length + (content.length & 1) : 0;
		final ByteBuffer file = ByteBuffer.allocate(end + pixels).order(page.order());
		file.put(page.order() == java.nio.ByteOrder.LITTLE_ENDIAN ? new byte[] { 'I', 'I' }
			: new byte[] { 'M', 'M' }).putShort((short) 42).putInt(8).putShort((short) contents.size());
		int later = start;
		for (final Map.Entry<Integer, byte[]> field : contents.entrySet()) {
			final byte[] content = field.getValue();
			file.putShort(field.getKey().shortValue()).putShort((short) heads.get(field.getKey())[0])
				.putInt(heads.get(field.getKey())[1]);
			if (field.getKey() == TiffDirectory.STRIP_OFFSETS) file.putInt(end);
			else if (content.length <= 4) file.put(content).put(new byte[4 - content.length]);
			else {
				file.putInt(later).put(later, content);
				later += content.length + (content.length & 1);
			}
		}
		return file.array();
	}
}
