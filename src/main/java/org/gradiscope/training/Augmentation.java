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

package org.gradiscope.training;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;

import org.gradiscope.attack.view.Camera;
import org.gradiscope.attack.view.Light;
import org.gradiscope.attack.view.Pose;
import org.gradiscope.attack.view.View;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.transform.QuarterTurn;

/**
 * Changes under which a micrograph shows the same: it has no up and no left, its exposure varies, its focus
 * is not always the best, and its sensor has noise. Each image has changes of its own, drawn at random.
 *
 * @param changes those that are made, in their order
 */
public record Augmentation(Set<Change> changes) {

	/** Of brightness, as a fraction of the value range, and of the contrast's factor. */
	private static final double BRIGHTNESS = 0.1;
	private static final double CONTRAST = 0.2;
	/** In pixels. */
	private static final double BLUR = 1;
	/** As a fraction of the value range. */
	private static final double NOISE = 0.03;

	/** Each image as it is. */
	public static final Augmentation NONE = new Augmentation(Set.of());
	/** All of them. */
	public static final Augmentation ALL = new Augmentation(EnumSet.allOf(Change.class));

	/** One kind of change. */
	public enum Change {
		/** By 0 to 3 quarters of a circle, exactly; an image that is not square by 0 or 2. */
		TURN,
		/** Mirrored or not, exactly. */
		FLIP,
		/** Up to a tenth of the value range brighter or darker, the contrast up to a fifth more or less. */
		BRIGHTNESS,
		/** By a Gaussian of up to 1 pixel. */
		BLUR,
		/** Normal, of a standard deviation of up to 0.03 of the value range. */
		NOISE;

		/** The word by which users choose it. */
		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT);
		}
	}

	public Augmentation {
		changes = changes.isEmpty() ? Set.of() : Set.copyOf(changes);
	}

	/** Whether images stay as they are. */
	public boolean isNone() {
		return changes.isEmpty();
	}

	/** Whether images of this size are turned by half circles only, for else they would be of another. */
	public boolean turnsHalf(final Pixels images) {
		return changes.contains(Change.TURN) && images.height() != images.width();
	}

	/**
	 * Each image changed, within the value range.
	 *
	 * @param random from which each image gets a source of its own
	 */
	public Pixels of(final Pixels images, final SplittableRandom random) {
		if (isNone()) return images;
		final Tensor changed = Tensor.zeros(images.shape());
		final int stride = changed.size() / images.count();
		for (int n = 0; n < images.count(); n++)
			System.arraycopy(one(images.item(n), random.split()).data(), 0, changed.data(), n * stride,
				stride);
		for (int i = 0; i < changed.size(); i++)
			changed.data()[i] = images.range().clamp(changed.data()[i]);
		return images.with(changed);
	}

	private Tensor one(final Pixels image, final SplittableRandom random) {
		final int quarters = random.nextInt(4);
		final boolean mirrored = random.nextBoolean();
		final QuarterTurn turn =
			new QuarterTurn(!has(Change.TURN) ? 0 : turnsHalf(image) ? 2 * (quarters / 2) : quarters,
				has(Change.FLIP) && mirrored);
		final double noise = has(Change.NOISE) ? NOISE * random.split().nextDouble() : 0;
		final Light light = has(Change.BRIGHTNESS) ? new Light(BRIGHTNESS, CONTRAST, 0) : Light.NONE;
		final Camera camera = new Camera(has(Change.BLUR) ? BLUR : 0, noise, 0, 0);
		return new View(Pose.NONE, light, camera).draw(random, image.range())
			.of(turn.apply(image.values())).images();
	}

	private boolean has(final Change change) {
		return changes.contains(change);
	}

	/** A step on batches that are changed anew each time they come. */
	public TrainingStep step(final long seed) {
		final SplittableRandom random = new SplittableRandom(seed);
		return (trainer, batch) -> trainer.step(batch.with(of(batch.images(), random)));
	}

	/** The changes in their order, for example {@code turn, flip}. */
	@Override
	public String toString() {
		return isNone() ? "none" : EnumSet.copyOf(changes).toString().replaceAll("[\\[\\]]", "");
	}
}
