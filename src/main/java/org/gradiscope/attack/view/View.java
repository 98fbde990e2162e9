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

package org.gradiscope.attack.view;

import java.util.SplittableRandom;

import org.gradiscope.options.OptionRecords;
import org.gradiscope.tensor.ValueRange;

/**
 * The ways in which an image may be seen, as a printed one before a camera is: from somewhere, in some light, by
 * some camera, each of its changes by a random amount (Athalye et al. 2017, "Synthesizing Robust
 * Adversarial Examples").
 *
 * @param pose from where
 * @param light in what light
 * @param camera what the camera adds
 */
public record View(Pose pose, Light light, Camera camera) {

	/** 0.9 to 1.1 in scale, 10 degrees, up to 1 pixel of blur, noise of 0.02 of the range. */
	public static final View USUAL =
		new View(new Pose(0.9, 1.1, 10, 0), Light.NONE, new Camera(1, 0.02, 0, 0));

	/** The image as it is. */
	public static final View NONE = new View(Pose.NONE, Light.NONE, Camera.NONE);

	public View withPose(final Pose newPose) {
		return OptionRecords.with(this, "pose", newPose);
	}

	public View withLight(final Light newLight) {
		return OptionRecords.with(this, "light", newLight);
	}

	public View withCamera(final Camera newCamera) {
		return OptionRecords.with(this, "camera", newCamera);
	}

	/**
	 * The next one. What is off takes no number from {@code random} that it did not always take, so that a seed
	 * stands for the same views.
	 *
	 * @param range of the images' values
	 */
	public Draw draw(final SplittableRandom random, final ValueRange range) {
		return pose.draw(random).then(light.draw(random, range)).then(camera.draw(random, range));
	}
}
