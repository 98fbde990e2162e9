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

package org.gradiscope.model;

import java.util.Collections;
import java.util.List;
import java.util.Optional;

import org.gradiscope.tensor.ValueRange;

/**
 * What happens to an image before the network's first layer, in this order:
 * <ol>
 * <li>A pixel {@code v} of the image's own range is mapped linearly to {@code range}. Where there are
 * steps, it stays the grey level that it is.</li>
 * <li>An image of another size is fitted where the network takes one size only.</li>
 * <li>Grey is copied to every channel and colour is weighed to grey (0.2989, 0.587, 0.114, as
 * TensorFlow does) as the network needs; an alpha channel is opaque.</li>
 * <li>The image is standardised by its own statistics, where the network was trained so.</li>
 * <li>{@code (v - mean) / deviation}, channel by channel in the network's order; or the steps instead of
 * both.</li>
 * <li>The axes are put into the network's order.</li>
 * </ol>
 *
 * @param channels the channels that the network takes
 * @param range what the darkest and the brightest value of the image become; where there are steps, from
 *          black to white in pictures that are drawn
 * @param mean subtracted from each channel
 * @param deviation divides each channel
 * @param size the sizes that the network takes
 * @param fit how an image of another size is made to fit
 * @param standardization by the image's own statistics
 * @param axes the order in which the network takes batch, height, width and channels, as the letters
 *          b, y, x and c; of volumes with z, the depth, among them
 * @param steps what is done to the image's own grey levels, of which there may be none; empty for a
 *          network that takes a range
 */
public record Preprocessing(Channels channels, ValueRange range, List<Float> mean,
	List<Float> deviation, InputSize size, ImageFit fit, Standardization standardization, String axes,
	Optional<List<PreprocessingStep>> steps) {

	/** As TensorFlow has them. */
	public static final String USUAL_AXES = "byxc";
	/** The same of volumes. */
	public static final String USUAL_VOLUME_AXES = "bzyxc";

	/**
	 * @throws IllegalArgumentException if there is not one mean and one deviation per channel, or the
	 *           axes are not those of a picture
	 */
	public Preprocessing {
		mean = List.copyOf(mean);
		deviation = List.copyOf(deviation);
		steps = steps.map(List::copyOf);
		steps.orElse(List.of()).forEach(step -> checkChannels(step, channels));
		if (mean.size() != channels.count() || deviation.size() != channels.count())
			throw new IllegalArgumentException("A network of " + channels + " needs " + channels.count() +
				" means and standard deviations, but " + mean.size() + " and " + deviation.size() +
				" were given.");
		if (deviation.contains(0f))
			throw new IllegalArgumentException("A standard deviation of 0 cannot divide a channel.");
		if (!axes.matches("b[yxc]{3}|b[zyxc]{4}") || axes.chars().distinct().count() != axes.length())
			throw new IllegalArgumentException("The input's axes are b, y, x and c, the batch first, " +
				"for example byxc, and of volumes z too, for example bzyxc, but '" + axes +
				"' was given; export the network for pictures or volumes.");
		if (size.isVolume() != (axes.length() == 5))
			throw new IllegalArgumentException("A network with the axes " + axes + " takes " +
				(axes.length() == 5 ? "volumes, whose size is " + "[depth, height, width]"
					: "pictures, whose size is [height, width]") +
				", but the size is " + size + "; state the two alike.");
	}

	private static void checkChannels(final PreprocessingStep step, final Channels channels) {
		for (final List<Double> values : step.byChannel())
			if (values.size() != 1 && values.size() != channels.count())
				throw new IllegalArgumentException(
					"A network of " + channels + " needs 1 or " + channels.count() +
						" values for its channels, but " + step + " has " + values.size() + ".");
	}

	/** That maps the image's range. */
	public Preprocessing(final Channels channels, final ValueRange range, final List<Float> mean,
		final List<Float> deviation, final InputSize size, final ImageFit fit,
		final Standardization standardization, final String axes) {
		this(channels, range, mean, deviation, size, fit, standardization, axes, Optional.empty());
	}

	/** Images of another size are resized, and nothing depends on the image itself. */
	public Preprocessing(final Channels channels, final ValueRange range, final List<Float> mean,
		final List<Float> deviation, final InputSize size) {
		this(channels, range, mean, deviation, size, ImageFit.RESIZE, Standardization.NONE,
			usualAxes(size));
	}

	/** The range mapped, and nothing subtracted. */
	public static Preprocessing of(final Channels channels, final ValueRange range,
		final InputSize size) {
		return new Preprocessing(channels, range, Collections.nCopies(channels.count(), 0f),
			Collections.nCopies(channels.count(), 1f), size);
	}

	private static String usualAxes(final InputSize size) {
		return size.isVolume() ? USUAL_VOLUME_AXES : USUAL_AXES;
	}

	/**
	 * Which of the network's axes of positions is the first, the second and so on in the usual order, depth,
	 * height, width: for {@code byxzc} 2, 0, 1.
	 */
	public static int[] spatialOrder(final String axes) {
		final String own = axes.replaceAll("[^zyx]", "");
		return "zyx".chars().map(own::indexOf).filter(place -> place >= 0).toArray();
	}

	public Preprocessing withFit(final ImageFit newFit) {
		return new Preprocessing(channels, range, mean, deviation, size, newFit, standardization, axes,
			steps);
	}

	public Preprocessing withStandardization(final Standardization newStandardization) {
		return new Preprocessing(channels, range, mean, deviation, size, fit, newStandardization, axes,
			steps);
	}

	public Preprocessing withSize(final InputSize newSize) {
		return new Preprocessing(channels, range, mean, deviation, newSize, fit, standardization, axes,
			steps);
	}

	public Preprocessing withAxes(final String newAxes) {
		return new Preprocessing(channels, range, mean, deviation, size, fit, standardization, newAxes,
			steps);
	}

	/** One line, for example {@code rgb -1..1, from 32x32}. */
	@Override
	public String toString() {
		final boolean plain =
			mean.stream().allMatch(m -> m == 0) && deviation.stream().allMatch(d -> d == 1);
		if (steps.isPresent()) return channels + ", the image's own grey levels" +
			(steps.get().isEmpty() ? "" : ", " + steps.get()) + ", " + size +
			(size.fixed() ? " (" + fit + ")" : "") + (axes.equals(USUAL_AXES) ? "" : ", axes " + axes);
		return channels + " " + range +
			(standardization.kind() == Standardization.Kind.NONE ? "" : ", " + standardization) +
			(plain ? "" : " minus " + mean + " over " + deviation) + ", " + size +
			(size.fixed() ? " (" + fit + ")" : "") + (axes.equals(USUAL_AXES) ? "" : ", axes " + axes);
	}
}
