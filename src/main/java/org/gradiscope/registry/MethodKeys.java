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
package org.gradiscope.registry;

/** The values of a macro's keys, of which a method is made. Texts are read as users write them. */
public interface MethodKeys {

	/** What the key holds: a {@code String}, a {@code Boolean}, or a {@code Number}. */
	Object value(String key);

	/**
	 * One of some values, by the word that it prints.
	 *
	 * @throws IllegalArgumentException if the text is none of them, with those that there are
	 */
	<E> E choice(String key, E[] values);

	/**
	 * A number that is given as text.
	 *
	 * @param auto what {@code auto} stands for
	 * @throws IllegalArgumentException if the text is neither a number nor {@code auto}
	 */
	double number(String key, double auto);

	/** Whether the key's text leaves the value to the method. */
	boolean isAuto(String key);

	default String text(final String key) {
		return (String) value(key);
	}

	default boolean flag(final String key) {
		return (Boolean) value(key);
	}

	default int integer(final String key) {
		return ((Number) value(key)).intValue();
	}

	/** The seed of a random number generator. */
	default long seed(final String key) {
		return ((Number) value(key)).longValue();
	}

	default double number(final String key) {
		return ((Number) value(key)).doubleValue();
	}
}
