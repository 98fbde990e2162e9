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

package org.gradiscope.attribution.objects;

import org.gradiscope.attribution.Baseline;

/** What stands where an object is missing, as users write it. */
public final class ObjectFill {

	/** The background, continued; the blurred image where there is no background. */
	public static final String AUTO = "auto";
	private static final String BACKGROUND = "background";

	private ObjectFill() {}

	/** Whether the background goes on in place of missing objects. */
	public static boolean isBackground(final String text, final ObjectMap objects) {
		return text.strip().equalsIgnoreCase(BACKGROUND) ||
			text.strip().equalsIgnoreCase(AUTO) && objects.hasBackground();
	}

	/**
	 * @param text {@value #AUTO}, {@code background}, {@code blur}, {@code mean}, {@code black}, {@code white} or a grey
	 *          level
	 * @throws IllegalArgumentException if it is none of these
	 */
	public static Baseline of(final String text, final ObjectMap objects) {
		final String name = text.strip();
		if (isBackground(name, objects)) return new HarmonicFill(objects);
		if (name.equalsIgnoreCase(AUTO)) return Baseline.Standard.BLUR;
		for (final Baseline.Standard usual : Baseline.Standard.values())
			if (usual.toString().equalsIgnoreCase(name)) return usual;
		try {
			return new Baseline.Level(Float.parseFloat(name));
		}
		catch (final NumberFormatException e) {
			throw new IllegalArgumentException("The key 'fill' is auto, background, blur, mean, black, " +
				"white or a grey level, but '" + text + "' was given.", e);
		}
	}
}
