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

import org.gradiscope.coalition.AddOneIn;
import org.gradiscope.coalition.KernelShap;
import org.gradiscope.coalition.LeaveOneOut;
import org.gradiscope.coalition.Lime;
import org.gradiscope.coalition.Shapley;
import org.gradiscope.registry.Registry;

/** All ways of explaining by objects. A new one is its class, a line here, and a test. */
public final class ObjectMethods {

	/** In the order in which users see them. */
	public static final Registry<ObjectEntry> REGISTRY = new Registry<>(List.of( //
		new ObjectEntry("shapley", "Shapley 1953, Mitchell 2022", List.of("coalitions", "seed"), true,
			(keys, players, maps) -> new ObjectMethod.Coalitions(
				Shapley.within(keys.integer("coalitions"), players, keys.seed("seed")))),
		new ObjectEntry("kernel-shap", "Lundberg 2017", List.of("coalitions", "seed"), true,
			(keys, players, maps) -> new ObjectMethod.Coalitions(
				new KernelShap(keys.integer("coalitions"), keys.seed("seed")))),
		new ObjectEntry("lime", "Ribeiro 2016", List.of("coalitions", "kernelwidth", "seed"), false,
			(keys, players, maps) -> new ObjectMethod.Coalitions(
				new Lime(keys.integer("coalitions"), keys.number("kernelwidth"), keys.seed("seed")))),
		new ObjectEntry("leave-one-out", "Zeiler & Fergus 2013", List.of(), false,
			(keys, players, maps) -> new ObjectMethod.Coalitions(new LeaveOneOut())),
		new ObjectEntry("add-one-in", "Zintgraf 2017", List.of(), false,
			(keys, players, maps) -> new ObjectMethod.Coalitions(new AddOneIn())),
		new ObjectEntry("gradient", "Simonyan 2013", List.of("map"), false,
			(keys, players, maps) -> new MapSums(maps.apply(keys.text("map"))))));

	private ObjectMethods() {}
}
