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
import ij.gui.ImageRoi;
import ij.gui.Roi;
import ij.process.ImageProcessor;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.Arrays;

import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;

/**
 * The part of an image that a filter changes: the selection if it is an area, else the whole image.
 * A network sees the bounds of the selection; only what is inside of the selection is changed.
 */
public final class Region {

	private final Rectangle whole;
	private final Rectangle bounds;
	/** Not 0 where a pixel of the bounds is inside; null if all are. */
	private final byte[] mask;

	private Region(final Rectangle whole, final Rectangle bounds, final byte[] mask) {
		this.whole = whole;
		this.bounds = bounds;
		this.mask = mask;
	}

	/** @throws IllegalArgumentException if the selection lies outside of the image */
	public static Region of(final ImagePlus image) {
		return of(image, image.getRoi());
	}

	/**
	 * The same by another selection than the image's own.
	 *
	 * @param roi null for the whole image
	 */
	public static Region of(final ImagePlus image, final Roi roi) {
		final Rectangle whole = new Rectangle(image.getWidth(), image.getHeight());
		if (roi == null || !roi.isArea()) return new Region(whole, whole, null);
		final Rectangle bounds = whole.intersection(roi.getBounds());
		if (bounds.isEmpty()) throw new IllegalArgumentException(
			"The selection lies outside of the image; move it, or remove it (Edit > Selection > " +
				"Select None).");
		return new Region(whole, bounds, mask(roi, bounds));
	}

	/** Whether an area is selected. */
	public static boolean isSelected(final ImagePlus image) {
		return image.getRoi() != null && image.getRoi().isArea();
	}

	/** All of an image, whatever is selected. */
	public static Region whole(final ImagePlus image) {
		final Rectangle whole = new Rectangle(image.getWidth(), image.getHeight());
		return new Region(whole, whole, null);
	}

	/** 1 inside, 0 outside, of the whole image: {@code [1, h, w, 1]}. */
	public Tensor indicator() {
		final Tensor ones = Tensor.zeros(Shape.of(1, bounds.height, bounds.width, 1));
		Arrays.fill(ones.data(), 1);
		return amongZeros(ones);
	}

	private static byte[] mask(final Roi roi, final Rectangle bounds) {
		final ImageProcessor whole = roi.getMask();
		if (whole == null) return null;
		final Rectangle outer = roi.getBounds();
		final Rectangle inner = new Rectangle(bounds);
		inner.translate(-outer.x, -outer.y);
		return (byte[]) crop(whole, inner).getPixels();
	}

	/** In pixels of the whole image. */
	Rectangle bounds() {
		return new Rectangle(bounds);
	}

	/** All of the image, in pixels. */
	Rectangle ofImage() {
		return new Rectangle(whole);
	}

	/** In pixels. */
	public int width() {
		return bounds.width;
	}

	/** In pixels. */
	public int height() {
		return bounds.height;
	}

	/** Where it begins in the image, in pixels. */
	public int left() {
		return bounds.x;
	}

	/** Where it begins in the image, in pixels. */
	public int top() {
		return bounds.y;
	}

	/** The bounds of this region, cut out of an image. */
	public ImageProcessor crop(final ImageProcessor image) {
		return crop(image, bounds);
	}

	/** @throws IllegalArgumentException if another image is of another size */
	void checkSame(final ImagePlus other) {
		if (other.getWidth() == whole.width && other.getHeight() == whole.height) return;
		throw new IllegalArgumentException("Both images have to be of one size, but '" +
			other.getTitle() + "' has " + other.getWidth() + "x" + other.getHeight() +
			" pixels and the first " + whole.width + "x" + whole.height + "; crop or resize it.");
	}

	private static ImageProcessor crop(final ImageProcessor image, final Rectangle bounds) {
		image.setRoi(bounds);
		final ImageProcessor crop = image.crop();
		image.resetRoi();
		return crop;
	}

	/**
	 * What changed inside, what was outside.
	 *
	 * @param original the values within the bounds, {@code [1, h, w, c]}, of volumes {@code [1, d, h, w, c]}
	 * @param changed others, of the same shape
	 */
	public Tensor inside(final Tensor original, final Tensor changed) {
		if (mask == null) return changed;
		final Tensor inside = changed.copy();
		final int channels = original.shape().dimension(-1);
		for (int i = 0; i < inside.size(); i++)
			if (mask[i / channels % mask.length] == 0) inside.data()[i] = original.data()[i];
		return inside;
	}

	/**
	 * What of the bounds is inside: 1 there and 0 else, {@code [1, h, w, channels]}; null if all is.
	 *
	 * @throws IllegalArgumentException if nothing is
	 */
	public Tensor mask(final int channels) {
		if (mask == null) return null;
		final Tensor free = Tensor.zeros(Shape.of(1, bounds.height, bounds.width, channels));
		boolean any = false;
		for (int i = 0; i < free.size(); i++) {
			free.data()[i] = mask[i / channels] == 0 ? 0 : 1;
			any |= mask[i / channels] != 0;
		}
		if (any) return free;
		throw new IllegalArgumentException(
			"No pixel lies inside of the selection, so nothing could " + "change; select more.");
	}

	/** 1 inside, 0 outside, of the bounds: {@code [1, h, w, 1]}. */
	public Tensor inBounds() {
		final Tensor free = mask(1);
		if (free != null) return free;
		final Tensor ones = Tensor.zeros(Shape.of(1, bounds.height, bounds.width, 1));
		Arrays.fill(ones.data(), 1);
		return ones;
	}

	/** What may change, of the whole image: 1 inside and 0 else, {@code [1, h, w, channels]}. */
	public Tensor maskOfWhole(final int channels) {
		mask(channels);
		final Tensor indicator = indicator();
		final Tensor free = Tensor.zeros(indicator.shape().with(3, channels));
		for (int i = 0; i < free.size(); i++)
			free.data()[i] = indicator.data()[i / channels];
		return free;
	}

	/**
	 * The values of this region among zeros, which stand for all that is outside.
	 *
	 * @param inner the values within the bounds, {@code [1, h, w, c]}
	 * @return of the whole image
	 */
	public Tensor amongZeros(final Tensor inner) {
		if (bounds.equals(whole) && mask == null) return inner;
		final int channels = inner.shape().dimension(3);
		final Tensor outer = Tensor.zeros(Shape.of(1, whole.height, whole.width, channels));
		for (int i = 0; i < bounds.width * bounds.height; i++) {
			if (mask != null && mask[i] == 0) continue;
			final int at = (bounds.y + i / bounds.width) * whole.width + bounds.x + i % bounds.width;
			System.arraycopy(inner.data(), i * channels, outer.data(), at * channels, channels);
		}
		return outer;
	}

	/** A picture of this region that can be laid over the image: stretched to it, cut out by its mask. */
	ImageRoi cut(final ImageProcessor picture) {
		picture.setInterpolationMethod(ImageProcessor.BILINEAR);
		final int[] pixels =
			(int[]) picture.resize(bounds.width, bounds.height).convertToRGB().getPixelsCopy();
		final BufferedImage cut =
			new BufferedImage(bounds.width, bounds.height, BufferedImage.TYPE_INT_ARGB);
		for (int i = 0; i < pixels.length; i++)
			pixels[i] = mask != null && mask[i] == 0 ? 0 : pixels[i] | 0xff << 24;
		cut.setRGB(0, 0, bounds.width, bounds.height, pixels, 0, bounds.width);
		return new ImageRoi(bounds.x, bounds.y, cut);
	}

	/** For example {@code 100x80 pixels at x=10, y=20}. */
	@Override
	public String toString() {
		return bounds.width + "x" + bounds.height + " pixels at x=" + bounds.x + ", y=" + bounds.y +
			(mask == null ? "" : ", by its mask");
	}
}
