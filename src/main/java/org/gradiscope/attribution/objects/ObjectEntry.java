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

import java.util.List;
import java.util.function.Function;

import org.gradiscope.attribution.AttributionMethod;
import org.gradiscope.registry.MethodEntry;
import org.gradiscope.registry.MethodKeys;

/**
 * A way of explaining by objects as users choose it.
 *
 * @param name as users write it
 * @param paper author and year
 * @param keys read while it is made
 * @param sharesOut whether the shares of all players are, together, what all reach beyond nothing
 * @param maker makes it of keys
 */
public record ObjectEntry(String name, String paper, List<String> keys, boolean sharesOut,
	Maker maker) implements MethodEntry {

	/** Makes a method. */
	@FunctionalInterface
	public interface Maker {

		/**
		 * @param players how many objects there are
		 * @param maps saliency methods by name
		 * @throws IllegalArgumentException if a key's value is outside its bounds
		 */
		ObjectMethod make(MethodKeys keys, int players, Function<String, AttributionMethod> maps);
	}

	public ObjectEntry {
		keys = List.copyOf(keys);
	}
}
