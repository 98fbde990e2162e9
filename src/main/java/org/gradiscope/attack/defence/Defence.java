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

package org.gradiscope.attack.defence;

import java.util.SplittableRandom;

import org.gradiscope.tensor.Pixels;
import org.gradiscope.transform.Transformed;

/**
 * What is done to images before a network sees them. None of it needs training, and none of it has held
 * against an attack that goes through it: where a step has no useful derivative, such an attack takes
 * another function's in its place, and where it is random, it follows the mean of several draws (Athalye,
 * Carlini &amp; Wagner 2018, "Obfuscated Gradients Give a False Sense of Security"). Both are here.
 * Defences are immutable; their text is what users write.
 */
public interface Defence {

	/**
	 * What the network sees of an image.
	 *
	 * @param image {@code [1, h, w, c]}, of a volume {@code [1, d, h, w, c]}, in grey levels
	 * @param random of what is drawn at random; nothing but that may be read from it
	 */
	Transformed pass(Pixels image, SplittableRandom random);

	/** Whether it draws anything at random. */
	default boolean isRandom() {
		return false;
	}
}
