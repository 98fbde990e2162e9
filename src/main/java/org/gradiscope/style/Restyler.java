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

package org.gradiscope.style;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.tensor.Gaussian;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.transform.Resize;

/**
 * Style transfer (Gatys et al. 2015, "A Neural Algorithm of Artistic Style") and, without a content,
 * textures (Gatys et al. 2015, "Texture Synthesis Using Convolutional Neural Networks"), from coarse to
 * fine: at each size, style and picture are shrunk alike, and what the size before has changed is enlarged
 * and added to where the picture starts. Large pictures go through in tiles.
 */
public final class Restyler {

	/** The longer side of a picture that goes through as a whole, in pixels. */
	static final int WHOLE = 768;

	/** Of the noise around mid grey, of the range from black to white. */
	private static final double NOISE = 0.05;

	private final Network network;
	private final Style style;
	private final StyleOptions options;
	private final Progress progress;

	private Restyler(final Network network, final Style style, final StyleOptions options,
		final Progress progress) {
		this.network = network;
		this.style = style;
		this.options = options;
		this.progress = progress;
	}

	/**
	 * The content of a picture in a style.
	 *
	 * @param base {@code [1, h, w, c]}; what is out of its range is seen as the end of it
	 * @param style of as many channels
	 * @return of the same size and range
	 * @throws IllegalArgumentException if the network has not the layers of the options
	 * @throws EngineException if the picture is too small for the network
	 */
	public static Pixels restyle(final Network network, final Pixels base, final Style style,
		final StyleOptions options, final Progress progress) {
		return restyle(network, base, start(base, style, options), style, options, progress);
	}

	/**
	 * The same from another start than that of the options.
	 *
	 * @param start of the size and the range of the base
	 */
	public static Pixels restyle(final Network network, final Pixels base, final Pixels start,
		final Style style, final StyleOptions options, final Progress progress) {
		return new Restyler(network, style, options, progress).run(base, start);
	}

	private static Pixels start(final Pixels base, final Style style, final StyleOptions options) {
		return switch (options.start()) {
			case CONTENT -> base;
			case STYLE -> {
				final Pixels first = style.references().get(0).picture();
				yield base
					.with(levels(Resize.to(unit(first.values(), first.range()), base.height(), base.width()),
						base.range()));
			}
			case NOISE -> base.with(
				levels(noise(base, style.references().get(0).picture(), options.seed()), base.range()));
		};
	}

	/** Weak grey noise around the mean colour of the style. */
	private static Tensor noise(final Pixels base, final Pixels style, final long seed) {
		final SplittableRandom random = new SplittableRandom(seed);
		final double[] mean = ColourMatch.mean(style);
		final Tensor noise = Tensor.zeros(base.shape());
		for (int i = 0; i < noise.size();) {
			final double grey = NOISE * Gaussian.next(random);
			for (final double colour : mean)
				noise.data()[i++] = (float) (colour + grey);
		}
		return noise;
	}

	private Pixels run(final Pixels base, final Pixels start) {
		final ValueRange range = range(base);
		final Tensor content = unit(base.values(), range);
		final Tensor origin = start == base ? content : unit(start.values(), range);
		final List<int[]> sizes = sizes(base);
		Tensor picture = null;
		Tensor before = null;
		for (int i = 0; i < sizes.size(); i++) {
			final int[] size = sizes.get(i);
			final Tensor small = Resize.to(origin, size);
			final Tensor from =
				picture == null ? small : small.plus(Resize.to(picture.plus(before, -1), size), 1);
			picture =
				fit(Resize.to(content, size), clamped(from), style.scaled((double) size[1] / base.width()),
					new Progress.SubProgress(progress, i, 1, sizes.size(), size[1] + "x" + size[0]));
			before = small;
		}
		return base.with(levels(picture, range));
	}

	/** What is black and white: of networks that take grey levels as they are, in their terms. */
	private ValueRange range(final Pixels base) {
		return network.descriptor().preprocessing().steps().isPresent()
			? network.descriptor().preprocessing().range() : base.range();
	}

	/** Height and width, the smallest first; those that the network cannot take are left out. */
	private List<int[]> sizes(final Pixels base) {
		final List<int[]> sizes = new ArrayList<>();
		for (int i = options.scales() - 1; i >= 0; i--) {
			final double factor = Math.pow(2, -i);
			final int[] size =
				{ (int) Math.round(base.height() * factor), (int) Math.round(base.width() * factor) };
			if (i == 0 ||
				Math.min(size[0], size[1]) >= Style.LEAST && network.takes(size, options.networkLayers()))
				sizes.add(size);
		}
		return sizes;
	}

	/** @param start which may be changed */
	private Tensor fit(final Tensor content, final Tensor start, final Style scaled,
		final Progress watcher) {
		final StyleLoss loss = new StyleLoss(network, scaled, options);
		if (isTiled(network, content.shape().dimension(1), content.shape().dimension(2), options))
			return new TiledFit(network, loss, options, content, start, watcher).run();
		final Tensor canvas = options.periodic() ? PaintedFit.copies(content) : content;
		return new PaintedFit(network, loss.whole(network, seen(network, canvas)), options, start,
			watcher).run();
	}

	/**
	 * Whether a picture of that size goes through in tiles, by its pixels and Adam, whatever basis and
	 * optimizer the options say.
	 */
	public static boolean isTiled(final Network network, final int height, final int width,
		final StyleOptions options) {
		final int copies = options.periodic() ? 2 : 1;
		final int[] seen = { copies * height, copies * width };
		return Math.max(seen[0], seen[1]) > WHOLE || !network.takes(seen, options.networkLayers());
	}

	private static Tensor clamped(final Tensor unit) {
		final Tensor clamped = unit.copy();
		for (int i = 0; i < clamped.size(); i++)
			clamped.data()[i] = ValueRange.UNIT.clamp(clamped.data()[i]);
		return clamped;
	}

	/** In 0..1. */
	static Tensor unit(final Tensor levels, final ValueRange range) {
		final Tensor unit = levels.copy();
		for (int i = 0; i < unit.size(); i++)
			unit.data()[i] = ValueRange.UNIT.clamp((unit.data()[i] - range.min()) / range.extent());
		return unit;
	}

	/** A picture in 0..1 as the network takes it. */
	static Pixels seen(final Network network, final Tensor unit) {
		final Preprocessing preprocessing = network.descriptor().preprocessing();
		return preprocessing.steps().isEmpty() ? new Pixels(unit, ValueRange.UNIT)
			: new Pixels(levels(unit, preprocessing.range()), preprocessing.range());
	}

	/** From 0..1 to grey levels. */
	private static Tensor levels(final Tensor unit, final ValueRange range) {
		final Tensor levels = unit.copy();
		for (int i = 0; i < levels.size(); i++)
			levels.data()[i] = range.min() + levels.data()[i] * range.extent();
		return levels;
	}
}
