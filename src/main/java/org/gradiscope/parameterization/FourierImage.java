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

package org.gradiscope.parameterization;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.gradiscope.tensor.Gaussian;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;

/**
 * An image as its spatial frequencies in decorrelated colours (Olah et al. 2017, "Feature
 * Visualization"; Mordvintsev et al. 2018, "Differentiable Image Parameterizations"):
 *
 * <pre>
 * image = 255 sigmoid(C H(s z)),   s(f) = 1 / (4 max(f, 1 / max(h, w)))
 * </pre>
 *
 * with {@code z} the parameters, {@code f} the frequency in cycles per pixel, {@code C} a colour
 * matrix, and {@code H} the {@link Hartley} transform. Lucid takes Fourier's; Hartley's needs no complex
 * numbers, and since {@code s} depends on the length of f alone the images are distributed alike.
 */
public final class FourierImage {

	/** The standard deviation of the first parameters. */
	private static final double DEVIATION = 0.01;

	private final int height;
	private final int width;
	private final ColourBasis colours;
	private final float[] scale;
	private final Hartley hartley;

	/** An image of {@code h x w} pixels with as many channels as {@code colours} has. */
	public FourierImage(final int height, final int width, final ColourBasis colours) {
		this.height = height;
		this.width = width;
		this.colours = colours;
		scale = scale(height, width);
		hartley = new Hartley(height, width);
	}

	private static float[] scale(final int height, final int width) {
		final float[] scale = new float[height * width];
		final double lowest = 1.0 / Math.max(height, width);
		for (int y = 0; y < height; y++)
			for (int x = 0; x < width; x++) {
				final double f = Math.hypot(frequency(y, height), frequency(x, width));
				scale[y * width + x] = (float) (1 / (4 * Math.max(f, lowest)));
			}
		return scale;
	}

	private static double frequency(final int index, final int count) {
		return (double) Math.min(index, count - index) / count;
	}

	/** Random parameters: one plane of {@code h x w} per colour, one after another. */
	public float[] start(final long seed) {
		final SplittableRandom random = new SplittableRandom(seed);
		final float[] parameters = new float[colours.channels() * height * width];
		for (int i = 0; i < parameters.length; i++)
			parameters[i] = (float) (DEVIATION * Gaussian.next(random));
		return parameters;
	}

	/** The image, {@code [1, h, w, c]} in 0..255. */
	public Pixels image(final float[] parameters) {
		final float[] planes = hartley.of(scaled(parameters));
		final float[] image = new float[planes.length];
		rows().forEach(row -> {
			colours.mix(planes, image, row * width, (row + 1) * width);
			for (int i = row * rowLength(); i < (row + 1) * rowLength(); i++)
				image[i] = (float) (255 / (1 + Math.exp(-image[i])));
		});
		return new Pixels(Tensor.of(Shape.of(1, height, width, colours.channels()), image),
			ValueRange.EIGHT_BIT);
	}

	/**
	 * The gradient with respect to the parameters.
	 *
	 * @param image what {@link #image} gave
	 * @param gradient with respect to it
	 */
	public float[] gradient(final Pixels image, final Tensor gradient) {
		final float[] values = image.values().data();
		final float[] inner = gradient.data().clone();
		final float[] planes = new float[inner.length];
		rows().forEach(row -> {
			for (int i = row * rowLength(); i < (row + 1) * rowLength(); i++)
				inner[i] *= values[i] * (255 - values[i]) / 255;
			colours.mixAdjoint(inner, planes, row * width, (row + 1) * width);
		});
		return scaled(hartley.of(planes));
	}

	/** The rows of the image, each on whichever processor is free. */
	private IntStream rows() {
		return IntStream.range(0, height).parallel();
	}

	/** In an image whose channels are side by side. */
	private int rowLength() {
		return width * colours.channels();
	}

	/** The planes, each times the scale of its frequencies. */
	private float[] scaled(final float[] planes) {
		final float[] scaled = new float[planes.length];
		IntStream.range(0, colours.channels()).parallel().forEach(c -> {
			final int plane = c * scale.length;
			for (int i = 0; i < scale.length; i++)
				scaled[plane + i] = planes[plane + i] * scale[i];
		});
		return scaled;
	}
}
