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

import ij.ImagePlus;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

import org.gradiscope.attack.bound.PixelFormat;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;

/** The pixel types of ImageJ. */
public enum PixelType {

	/** Whole grey levels 0..255. */
	GREY_8(1, PixelFormat.UINT8),

	/** Whole grey levels 0..65535. */
	GREY_16(1, PixelFormat.UINT16),

	/** Any grey level. */
	GREY_32(1, PixelFormat.FLOAT32),

	/** Red, green and blue, each in integer levels 0..255. */
	RGB(3, PixelFormat.UINT8);

	private final int channels;
	private final PixelFormat format;

	PixelType(final int channels, final PixelFormat format) {
		this.channels = channels;
		this.format = format;
	}

	/** The type of an image; one with a colour table counts as grey. */
	public static PixelType of(final ImagePlus image) {
		return switch (image.getType()) {
			case ImagePlus.GRAY16 -> GREY_16;
			case ImagePlus.GRAY32 -> GREY_32;
			case ImagePlus.COLOR_RGB -> RGB;
			default -> GREY_8;
		};
	}

	/** The number of values of a pixel: 1, or 3 for colour. */
	public int channels() {
		return channels;
	}

	/** What a value of a pixel can be. */
	public PixelFormat format() {
		return format;
	}

	/** Whether values are whole numbers. */
	public boolean isWhole() {
		return format.isInteger();
	}

	/** The value that is stored for {@code value}: rounded and clamped, or as it is for 32 bits. */
	public float stored(final float value) {
		return format.stored(value);
	}

	/** All values as they are stored. */
	public Tensor stored(final Tensor values) {
		final Tensor stored = values.copy();
		for (int i = 0; i < stored.size(); i++)
			stored.data()[i] = stored(stored.data()[i]);
		return stored;
	}

	/**
	 * An image of this type.
	 *
	 * @param values shape {@code [1, h, w, c]} with this type's channels; rounded and clamped
	 */
	public ImageProcessor processor(final Tensor values) {
		final Shape shape = values.shape();
		if (shape.rank() != 4 || shape.dimension(0) != 1 || shape.dimension(3) != channels)
			throw new IllegalArgumentException("One image of " + channels + " channels, [1, h, w, " +
				channels + "], was expected, but " + shape + " was given.");
		final int width = shape.dimension(2);
		final int height = shape.dimension(1);
		final float[] data = values.data();
		return switch (this) {
			case GREY_8 -> new ByteProcessor(width, height, bytes(data));
			case GREY_16 -> new ShortProcessor(width, height, shorts(data), null);
			case GREY_32 -> new FloatProcessor(width, height, data.clone());
			case RGB -> new ColorProcessor(width, height, colours(data));
		};
	}

	private byte[] bytes(final float[] data) {
		final byte[] bytes = new byte[data.length];
		for (int i = 0; i < bytes.length; i++)
			bytes[i] = (byte) stored(data[i]);
		return bytes;
	}

	private short[] shorts(final float[] data) {
		final short[] shorts = new short[data.length];
		for (int i = 0; i < shorts.length; i++)
			shorts[i] = (short) stored(data[i]);
		return shorts;
	}

	private int[] colours(final float[] data) {
		final int[] colours = new int[data.length / 3];
		for (int i = 0; i < colours.length; i++)
			colours[i] = 0xff << 24 | (int) stored(data[3 * i]) << 16 |
				(int) stored(data[3 * i + 1]) << 8 | (int) stored(data[3 * i + 2]);
		return colours;
	}
}
