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

/**
 * How the shape of an operation's first output follows from those of its inputs and from the few whole
 * numbers among them.
 */
public enum ShapeRule {

	/** Not known before the operation runs, or not followed. */
	NOT_FOLLOWED,

	/** Its own. */
	CONSTANT,

	/** That of the first input, and the numbers in it. */
	SAME,

	/** That of the first input. */
	LIKE_FIRST,

	/** That of all inputs, repeated along axes of 1. */
	BROADCAST,

	/** Without the axes that the second input names, or with 1 in their place. */
	REDUCTION,

	/** That of the first input, whose last axis is mixed. */
	SOFTMAX,

	/** That of the first input, if the statistics are those of training. */
	BATCH_NORM, MATMUL, BATCH_MATMUL,

	/** Of a convolution or a pool. */
	WINDOW, TRANSPOSED_CONVOLUTION, PAD, RESIZE, SPACE_TO_DEPTH, DEPTH_TO_SPACE,

	/** The axis comes first. */
	CONCAT,

	/** The axis comes last. */
	CONCAT_V2, PACK, UNPACK, SPLIT, GATHER, RESHAPE, SQUEEZE, EXPAND_DIMS, TRANSPOSE, SLICE,
	STRIDED_SLICE, SHAPE, RANK, FILL, BROADCAST_TO, TILE
}
