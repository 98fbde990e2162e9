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

package org.gradiscope.attack.surface;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

import org.gradiscope.attack.surface.ImageProbe.Responses;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.options.OptionRecords;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * The loss of a network around an image: its surface in a plane, where the network changes its mind along
 * the axes of the plane, whether the gradient leads up, and how many directions fool.
 * <p>
 * The plane is that of the sign of the loss's gradient and of a random direction of signs at a right angle
 * to it (Tram&egrave;r et al. 2018, "Ensemble Adversarial Training: Attacks and Defenses"), or the one
 * through two other images. The loss is the cross-entropy of one class. Values are cut to the value range,
 * not rounded to whole levels.
 * </p>
 *
 * @param points along each side of the surface, at least 3
 * @param epsilon how far the plane of the gradient reaches either way, and how far directions go that are
 *          to fool, in grey levels; over 0
 * @param random directions that the gradient is compared to, at least 1
 * @param directions to fool by, the most that are tried together; 0 for none
 * @param norm in which these are at right angles, {@code l2} or {@code linf}
 * @param seed of all that is random
 */
public record LossLandscape(int points, double epsilon, int random, int directions, String norm,
	long seed) {

	/** So many of all points together take seconds. */
	private static final int PIXELS = 20_000_000;

	private static final int FURTHEST = 4;

	/** @throws IllegalArgumentException if a value is outside its bounds; the message says which */
	public LossLandscape {
		require(points >= 3 && points <= 1001, "3 to 1001 points along each side", points);
		require(epsilon > 0 && Double.isFinite(epsilon), "an epsilon over 0", epsilon);
		require(random >= 1, "random directions, at least 1", random);
		require(directions >= 0, "directions of at least 0", directions);
		kind(norm);
	}

	private static void require(final boolean good, final String expected, final Object given) {
		OptionRecords.require("The loss surface needs", good, expected, given);
	}

	private static AlignedDirections.Kind kind(final String norm) {
		for (final AlignedDirections.Kind kind : AlignedDirections.Kind.values())
			if (kind.toString().equals(norm)) return kind;
		throw new IllegalArgumentException(
			"The loss surface needs the norm l2 or linf, but " + norm + " was given.");
	}

	/** 51 points, 30 random directions, up to 32 directions in L2. */
	public static LossLandscape of(final double epsilon) {
		return new LossLandscape(51, epsilon, 30, 32, "l2", 1);
	}

	/**
	 * As many points along each side, an odd number, as an image of this size lets be computed in seconds
	 * by a small network: 21 to 101.
	 *
	 * @param pixels of the image
	 */
	public static int pointsFor(final int pixels) {
		final int most = (int) Math.sqrt((double) PIXELS / pixels);
		return Math.max(21, Math.min(101, (most - 1) / 2 * 2 + 1));
	}

	public LossLandscape withPoints(final int other) {
		return OptionRecords.with(this, "points", other);
	}

	/** @param other the most that are tried together; 0 for none */
	public LossLandscape withDirections(final int other) {
		return OptionRecords.with(this, "directions", other);
	}

	/** @param other {@code l2} or {@code linf} */
	public LossLandscape withNorm(final String other) {
		return OptionRecords.with(this, "norm", other);
	}

	public LossLandscape withSeed(final long other) {
		return OptionRecords.with(this, "seed", other);
	}

	/**
	 * An epsilon that has something to show: a first one, or twice or four times as much where the network
	 * changes its mind along the sign of the gradient only then. The first one if it does not up to there.
	 *
	 * @param image {@code [1, h, w, c]}
	 * @param mask of the image's shape, not 0 where it may change; null for all
	 * @param target the class whose loss is climbed
	 * @param first in grey levels
	 */
	public static double reach(final Network network, final Pixels image, final Tensor mask,
		final int target, final double first, final Progress progress) {
		final SignDirections within = new SignDirections(mask);
		final ImageProbe probe = new ImageProbe(network, image, target);
		final Tensor signs = LossGradient.of(network, image, target, within).signs();
		final BoundaryCrossing met = BoundaryCrossing.along(probe, signs, FURTHEST * first,
			8 * FURTHEST, probe.unchanged().classes()[0], progress);
		for (int times = 1; times <= FURTHEST; times *= 2)
			if (met.distance() < times * first) return times * first;
		return first;
	}

	/**
	 * All of it, around one image.
	 *
	 * @param image {@code [1, h, w, c]}
	 * @param mask of the image's shape, not 0 where it may change; null for all
	 * @param target the class whose loss is drawn
	 * @param towards two images of the image's shape for the plane to go through; empty for the plane of the
	 *          gradient
	 */
	public SurfaceFindings around(final Network network, final Pixels image, final Tensor mask,
		final int target, final List<Tensor> towards, final Progress progress) {
		network.descriptor().requireClasses("A loss surface");
		require(network.descriptor().givesClasses(), "a network that gives classes", "an image");
		final SignDirections within = new SignDirections(mask);
		final ImageProbe probe = new ImageProbe(network, image, target);
		final Responses clean = probe.unchanged();
		final LossGradient gradient = LossGradient.of(network, image, target, within);
		final ImagePlane plane =
			towards.isEmpty() ? ImagePlane.of(gradient, within, epsilon, new SplittableRandom(seed))
				: ImagePlane.through(image.values(), towards, within);
		final Steps steps = new Steps(progress, points * points + 2 * points + random + 6 * directions);
		final SurfaceGrid grid = grid(probe, plane, steps);
		final List<BoundaryCrossing> boundaries = BoundaryCrossing.allIn(plane, points, probe,
			clean.classes()[0], () -> steps.next(points / 2));
		final Optional<GradientGain> gain =
			gradient.isFlat() ? Optional.empty() : Optional.of(GradientGain.of(probe, within,
				gradient.signs(), epsilon, clean.losses()[0], random, seed, steps.next(random)));
		final Optional<AdversarialSpace> space = gradient.isFlat() || directions == 0 ? Optional.empty()
			: Optional.of(new AdversarialSpace.Search(probe, gradient.values(), within, kind(norm),
				epsilon, clean.classes()[0], seed).upTo(directions, steps.next(directions)));
		return new SurfaceFindings(clean.classes()[0], target, clean.losses()[0], plane, grid,
			boundaries, gain, space, gradient.flat());
	}

	/** Parts of the progress, each as long as it has images. */
	private static final class Steps {

		private final Progress whole;
		private final int total;
		private int done;

		Steps(final Progress whole, final int total) {
			this.whole = whole;
			this.total = total;
		}

		Progress next(final int images) {
			final Progress part = new Progress.SubProgress(whole, done, images, total, "");
			done += images;
			return part;
		}
	}

	private SurfaceGrid grid(final ImageProbe probe, final ImagePlane plane, final Steps steps) {
		final Responses said =
			probe.ask(points * points, plane.grid(points), steps.next(points * points));
		return new SurfaceGrid(points, plane.from(), plane.to(), said.losses(), said.classes(),
			said.cut());
	}
}
