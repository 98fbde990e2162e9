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
package org.gradiscope.engine.tf.graph;

/** What is true of some operations, and of importance here. */
public enum OpTrait {

	/** It takes one number at a time, however many axes they have. */
	ELEMENTWISE,

	/** It gives the numbers of its first input, in their order. */
	SAME_NUMBERS,

	/** {@code factor x + shift} of the first input that depends on the image. */
	AFFINE,

	/** It multiplies by what was learnt: before the first of them a graph only prepares its images. */
	WEIGHTED,

	/** It multiplies matrices, by code that takes those of variables as fast as those of constants. */
	MATRIX_PRODUCT,

	/** It lets some numbers through better than others, one by one. */
	RECTIFIER,

	/** A layer is called after it. */
	LAYER,

	/** A layer is called after it only where nothing else is in it. */
	MINOR,

	/** It tells of an image's size, not of its pixels. */
	READS_SHAPE,

	/** What comes out has the channels of what goes in. */
	KEEPS_CHANNELS,

	/** Pixels stay worth what they were: it moves, picks, repeats or interpolates them. */
	MOVES_PIXELS,

	/** What comes out are numbers of what goes in: it picks, joins or limits them. */
	PICKS_NUMBERS,

	/** A number itself, or a sum or mean of numbers: never below zero where these are not. */
	KEEPS_SIGN,

	/** Sums of pixels by weights that follow from places and add up to 1. */
	INTERPOLATES,

	/** It chooses by a condition; freezing takes it out where that is known. */
	BRANCH,

	/** It is part of a loop. */
	LOOP,

	/** TensorFlow computes it in place of its first input, where nothing else takes that. */
	IN_PLACE,

	/** Where it states no type, it is float32; exporters leave out what is usual. */
	FLOAT_BY_DEFAULT
}
