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

package org.gradiscope.imagej.start;

import java.util.List;

/**
 * A family of methods, and the commands of it that the page shows.
 *
 * @param name of the family
 * @param question which it answers
 */
public record StartFamily(String name, String question, List<StartEntry> entries) {

	/** All, from the top of the page. Each entry gives its result within seconds. */
	public static final List<StartFamily> ALL = List.of(
		new StartFamily("Feature visualization", "What does the network look for?",
			List.of(new StartEntry("Feature Visualization",
				"layer=conv5 channel=0-5 size=96 steps=96 view=montage", false,
				"Draws, from noise, the pictures to which six of its channels respond most."))),
		new StartFamily("Saliency", "Which pixels are evidence for a class?",
			List.of(new StartEntry("Saliency Map", "target=bacteria", true,
				"Lays a heat map over the image: the evidence for bacteria is at the right."))),
		new StartFamily("Dreams and style", "What does the network see in an image?",
			List.of(
				new StartEntry("Deep Dream", "layers=conv4 steps=20", true,
					"Amplifies whatever the layer conv4 detects in the image."),
				new StartEntry("Texture", "width=160 height=160", true,
					"Draws, from noise, a picture in which the network sees the same as in the image."))),
		new StartFamily("Adversarial perturbation", "How easily is the network fooled?",
			List.of(new StartEntry("Adversarial Perturbation", "epsilon=8", true,
				"No grey level changes by more than 8 of 255, yet sarcomeres become bacteria."))));
}
