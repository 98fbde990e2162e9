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

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.objective.Objective;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;

/**
 * Deep Dream (Mordvintsev et al. 2015, "Inceptionism"): an image is changed so that chosen layers
 * respond more strongly to it, at one scale after another, the smallest first.
 * <p>
 * What is climbed, a {@link DeepDreamObjective} says. What an octave added is enlarged and added to the
 * image itself at the next, so that fine detail of the image is kept.
 * </p>
 */
public final class DeepDreamer {

	private final Pixels image;
	private final List<DeepDreamOptions.Octave> octaves;
	private final DeepDreamOptions options;
	private final TiledGradient gradient;
	private final ValueRange bounds;
	private final OctaveAscent ascent;
	private final Progress progress;

	private DeepDreamer(final Network network, final Pixels image, final Objective objective,
		final DeepDreamOptions options, final Progress progress) {
		this.image = image;
		this.octaves = DeepDreamOptions.Octave.of(network, image, objective, options);
		this.options = options;
		this.gradient = new TiledGradient(network, objective, progress);
		this.bounds = bounds(image);
		this.ascent = new OctaveAscent(gradient, options, image.range(), bounds, progress);
		this.progress = progress;
	}

	/**
	 * Amplifies what the layers of the options see.
	 *
	 * @param image {@code [1, h, w, c]}, of volumes {@code [1, d, h, w, c]}
	 * @return the dream, of the same size and range
	 * @throws IllegalArgumentException if the network has no such layer or channel
	 * @throws EngineException if the image is smaller than the network takes
	 * @throws DreamCanceledException if it is canceled after a whole octave
	 * @throws CancellationException if it is canceled before
	 */
	public static Pixels dream(final Network network, final Pixels image,
		final DeepDreamOptions options, final Progress progress) {
		return dream(network, image, DeepDreamObjective.of(network.descriptor(), options), options,
			progress);
	}

	/**
	 * The same towards another objective, for example {@link DeepDreamObjective#guided}.
	 *
	 * @param objective which is climbed; of the options, layers and weights are not read
	 */
	public static Pixels dream(final Network network, final Pixels image, final Objective objective,
		final DeepDreamOptions options, final Progress progress) {
		return new DeepDreamer(network, image, objective, options, progress).run();
	}

	/** The sizes that will be dreamt at, the smallest first; those that the network cannot take are left out. */
	public static List<DeepDreamOptions.Octave> octaves(final Network network, final Pixels image,
		final DeepDreamOptions options) {
		return octaves(network, image, DeepDreamObjective.of(network.descriptor(), options), options);
	}

	/** The same for another objective. */
	public static List<DeepDreamOptions.Octave> octaves(final Network network, final Pixels image,
		final Objective objective, final DeepDreamOptions options) {
		return DeepDreamOptions.Octave.of(network, image, objective, options);
	}

	private Pixels run() {
		Tensor detail = null;
		Tensor dream = null;
		for (int i = 0; i < octaves.size(); i++) {
			final Tensor base = octaves.get(i).of(image.values());
			dream = ascend(i, image.with(with(detail, base)), detail);
			// After the last one nothing needs it, and it would be as large as the image.
			detail = i < octaves.size() - 1 ? dream.plus(base, -1) : null;
		}
		return image.with(options.rows().settle(dream));
	}

	/** @param detail what the octaves before have added; null in the first */
	private Tensor ascend(final int i, final Pixels start, final Tensor detail) {
		try {
			return ascent.run(start, report(i));
		}
		catch (final CancellationException e) {
			if (detail == null) throw e;
			throw new DreamCanceledException(() -> image.with(clamped(with(detail, image.values()))),
				"after octave " + i + " of " + octaves.size() + " (" + octaves.get(i - 1) + ")");
		}
	}

	private IntConsumer report(final int i) {
		return step -> progress.report(i * options.steps() + step, octaves.size() * options.steps(),
			String.format(Locale.ROOT, "octave %d of %d (%s), objective %.4g", i + 1, octaves.size(),
				octaves.get(i), gradient.value()));
	}

	/** An image with the detail of a smaller one, enlarged. */
	private static Tensor with(final Tensor detail, final Tensor base) {
		if (detail == null) return base;
		return base.plus(new DeepDreamOptions.Octave(base.shape().sides()).of(detail), 1);
	}

	private Tensor clamped(final Tensor values) {
		for (int i = 0; i < values.size(); i++)
			values.data()[i] = bounds.clamp(values.data()[i]);
		return options.rows().settle(values);
	}

	/** The range of the values, widened to the image's own where it leaves the range. */
	static ValueRange bounds(final Pixels image) {
		float low = image.range().min();
		float high = image.range().max();
		for (final float value : image.values().data()) {
			low = Math.min(low, value);
			high = Math.max(high, value);
		}
		return new ValueRange(low, high);
	}

	/** A dream was canceled after at least one whole octave, which whoever wants it can still have. */
	public static final class DreamCanceledException extends CancellationException {

		private static final long serialVersionUID = 1L;

		private final transient Supplier<Pixels> soFar;
		private final String stopped;

		DreamCanceledException(final Supplier<Pixels> soFar, final String stopped) {
			super("Canceled.");
			this.soFar = soFar;
			this.stopped = stopped;
		}

		/** The image with what its last whole octave added, enlarged to the image's own size. */
		public Pixels soFar() {
			return soFar.get();
		}

		/** Where it stopped, for example {@code after octave 2 of 4 (183x183)}. */
		public String stopped() {
			return stopped;
		}
	}
}
