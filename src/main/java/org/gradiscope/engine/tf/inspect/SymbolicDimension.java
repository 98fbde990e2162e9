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

package org.gradiscope.engine.tf.inspect;

import java.util.Optional;

/**
 * How far a tensor reaches along one axis, or a whole number in a tensor that says how far another
 * does.
 *
 * @param kind what it depends on
 * @param number the number itself, for {@link Kind#NUMBER}; for {@link Kind#BATCH} how many there are for each image
 */
record SymbolicDimension(Kind kind, long number) {

	/** What an extent depends on. */
	enum Kind {
		/** On nothing. */
		NUMBER,
		/** It is the number of images, or as many entries for each image, one image after the other. */
		BATCH,
		/** It varies with the image's height or width. */
		SIZE,
		/** Nothing is known. */
		UNKNOWN
	}

	static final SymbolicDimension BATCH = batches(1);
	static final SymbolicDimension SIZE = new SymbolicDimension(Kind.SIZE, 0);
	static final SymbolicDimension UNKNOWN = new SymbolicDimension(Kind.UNKNOWN, 0);
	static final SymbolicDimension ONE = of(1);

	static SymbolicDimension of(final long number) {
		return new SymbolicDimension(Kind.NUMBER, number);
	}

	/** A number for each image: their time points, for example. */
	static SymbolicDimension batches(final long number) {
		return new SymbolicDimension(Kind.BATCH, number);
	}

	/** Whether images of a batch lie along it. */
	boolean isOfBatch() {
		return kind == Kind.BATCH;
	}

	boolean isNumber() {
		return kind == Kind.NUMBER;
	}

	/** The extent of two tensors combined element by element; none if they don't fit together. */
	Optional<SymbolicDimension> combined(final SymbolicDimension other) {
		if (equals(ONE)) return Optional.of(other);
		if (other.equals(ONE)) return Optional.of(this);
		return equals(other) && kind != Kind.UNKNOWN ? Optional.of(this) : Optional.empty();
	}
}
