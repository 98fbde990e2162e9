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

package org.gradiscope.visualization;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.objective.Objective;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.transform.Resize;
import org.gradiscope.transform.Roll;

/**
 * Deep Dream (Mordvintsev et al. 2015, "Inceptionism"): an image is changed so that chosen layers
 * respond more strongly to it, at one scale after another, the smallest first.
 * <p>
 * What is climbed is {@code sum_j w_j mean(A_j^2) - smoothness TV(x)}. Each step shifts the image
 * circularly at random, takes the gradient tile by tile, and adds it divided by its mean magnitude, so
 * that the mean change of a pixel is the step size. What an octave added is enlarged and added to the
 * image itself at the next, so that fine detail of the image is kept.
 * </p>
 */
public final class DeepDreamer {

	private final Network network;
	private final DeepDreamOptions options;
	private final TiledGradient gradient;
	/** In grey levels. */
	private final double stepSize;
	private final SplittableRandom random;
	private final Progress progress;

	private DeepDreamer(final Network network, final ValueRange range, final DeepDreamOptions options,
		final Progress progress) {
		this.network = network;
		this.options = options;
		this.gradient = new TiledGradient(network, objective(options), progress);
		this.stepSize = options.stepSize() * range.extent();
		this.random = new SplittableRandom(options.seed());
		this.progress = progress;
	}

	/**
	 * @param image {@code [1, h, w, c]}
	 * @return the dream, of the same size and range
	 * @throws EngineException if the image is smaller than the network takes
	 */
	public static Pixels dream(final Network network, final Pixels image,
		final DeepDreamOptions options, final Progress progress) {
		return new DeepDreamer(network, image.range(), options, progress).run(image);
	}

	/** What is climbed. */
	public static Objective objective(final DeepDreamOptions options) {
		Objective sum = null;
		for (final Map.Entry<String, Double> layer : options.layers().entrySet()) {
			final Objective term = Objectives.layer(layer.getKey()).times(layer.getValue());
			sum = sum == null ? term : sum.plus(term);
		}
		return options.smoothness() == 0 ? sum : sum.minus(Objectives.totalVariation().times(options
			.smoothness()));
	}

	/** The sizes that will be dreamt at, the smallest first; those that the network cannot take are left out. */
	public static List<Octave> octaves(final Network network, final Pixels image,
		final DeepDreamOptions options) {
		final Set<String> layers = options.layers().keySet();
		final List<Octave> octaves = new ArrayList<>();
		for (int i = options.octaves() - 1; i >= 0; i--) {
			final double factor = Math.pow(options.octaveScale(), -i);
			final Octave octave = new Octave((int) Math.round(image.height() * factor), (int) Math.round(
				image.width() * factor));
			if (i == 0 || octave.height() >= 2 && octave.width() >= 2 && network.takes(octave.height(),
				octave.width(), layers)) octaves.add(octave);
		}
		return octaves;
	}

	/** A size that is dreamt at, in pixels. */
	public record Octave(int height, int width) {

		/** Width by height. */
		@Override
		public String toString() {
			return width + "x" + height;
		}
	}

	private Pixels run(final Pixels image) {
		final List<Octave> octaves = octaves(network, image, options);
		final ValueRange bounds = bounds(image);
		Tensor detail = null;
		Tensor dream = null;
		for (int i = 0; i < octaves.size(); i++) {
			final Octave octave = octaves.get(i);
			final Tensor base = Resize.to(image.values(), octave.height(), octave.width());
			final Tensor start = detail == null ? base
				: sum(base, Resize.to(detail, octave.height(), octave.width()), 1);
			final int number = i;
			dream = climb(image.with(start), bounds,
				step -> progress.report(number * options.steps() + step,
					octaves.size() * options.steps(), String.format(Locale.ROOT,
						"octave %d of %d (%s), objective %.4g", number + 1, octaves.size(), octave, gradient
							.value())));
			detail = sum(dream, base, -1);
		}
		return image.with(dream);
	}

	/**
	 * The steps of one octave. The image stays shifted from one step to the next, and is shifted back by
	 * the sum of all shifts at the end.
	 */
	private Tensor climb(final Pixels start, final ValueRange bounds, final IntConsumer report) {
		final int reach = gradient.isTiled(start.values()) ? gradient.side() : options.jitter();
		Tensor dream = start.values();
		int shiftY = 0;
		int shiftX = 0;
		for (int step = 1; step <= options.steps(); step++) {
			progress.check();
			final int dy = shift(reach);
			final int dx = shift(reach);
			shiftY += dy;
			shiftX += dx;
			dream = Roll.of(dream, dy, dx);
			add(gradient.of(start.with(dream)), dream, bounds);
			report.accept(step);
			offer(start.with(dream), shiftY, shiftX);
		}
		return Roll.of(dream, -shiftY, -shiftX);
	}

	private void offer(final Pixels dream, final int shiftY, final int shiftX) {
		progress.offer(() -> dream.with(Roll.of(dream.values(), -shiftY, -shiftX)));
	}

	/** Adds one step of the direction to the dream, in place. */
	private void add(final Tensor direction, final Tensor dream, final ValueRange bounds) {
		final double magnitude = meanMagnitude(direction);
		if (magnitude == 0) throw new EngineException("Nothing in this image changes the objective " +
			objective(options) + ": its gradient is zero everywhere; take other layers.");
		final float factor = (float) (stepSize / magnitude);
		final float[] values = dream.data();
		for (int i = 0; i < values.length; i++)
			values[i] = bounds.clamp(values[i] + factor * direction.data()[i]);
	}

	private int shift(final int reach) {
		return reach == 0 ? 0 : random.nextInt(2 * reach + 1) - reach;
	}

	/** The range of the values, widened to the image's own where it leaves the range. */
	private static ValueRange bounds(final Pixels image) {
		float low = image.range().min();
		float high = image.range().max();
		for (final float value : image.values().data()) {
			low = Math.min(low, value);
			high = Math.max(high, value);
		}
		return new ValueRange(low, high);
	}

	private static double meanMagnitude(final Tensor tensor) {
		double sum = 0;
		for (final float value : tensor.data())
			sum += Math.abs(value);
		return sum / tensor.size();
	}

	/** {@code a + factor b}, as a new tensor. */
	private static Tensor sum(final Tensor a, final Tensor b, final double factor) {
		final Tensor sum = a.copy();
		for (int i = 0; i < sum.size(); i++)
			sum.data()[i] += (float) (factor * b.data()[i]);
		return sum;
	}
}
