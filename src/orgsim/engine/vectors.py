"""One operation on whole vectors that the compiler does not find by itself."""

from typing import Any

from llvmlite import ir
from numba.core import cgutils, types
from numba.extending import intrinsic

VECTOR = 8
"""Numbers of a vector: 512 bits in double precision."""


@intrinsic
def add_scaled(
    typing_context: Any, target: Any, row: Any, at: Any, source: Any, rows: Any, factors: Any
) -> Any:
    """target[row, at:at + VECTOR] += Σ factors[i]·source[rows[i], at:at + VECTOR], in this order.

    target, source  two arrays of one float type, C-contiguous, that share no memory
    at              a multiple of VECTOR within their rows
    rows, factors   tuples of one length
    """
    number = target.dtype

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        whole = ir.VectorType(context.get_value_type(number), VECTOR)
        bytes_of_one = context.get_abi_sizeof(whole.element)
        first_column = context.cast(builder, arguments[2], at, types.intp)

        def place(array: Any, array_type: Any, index: Any, index_type: Any) -> Any:
            view = context.make_array(array_type)(context, builder, array)
            columns = cgutils.unpack_tuple(builder, view.shape)[1]
            before = builder.mul(context.cast(builder, index, index_type, types.intp), columns)
            start = builder.gep(view.data, [builder.add(before, first_column)])
            return builder.bitcast(start, whole.as_pointer())

        def repeated(factor: Any) -> Any:
            first = builder.insert_element(
                ir.Constant(whole, ir.Undefined), factor, ir.Constant(ir.IntType(32), 0)
            )
            zeros = ir.Constant(ir.VectorType(ir.IntType(32), VECTOR), None)
            return builder.shuffle_vector(first, ir.Constant(whole, ir.Undefined), zeros)

        goal = place(arguments[0], target, arguments[1], row)
        total = builder.load(goal, align=bytes_of_one)
        for index, index_type, factor in zip(
            cgutils.unpack_tuple(builder, arguments[4]),
            rows.types,
            cgutils.unpack_tuple(builder, arguments[5]),
            strict=True,
        ):
            origin = place(arguments[3], source, index, index_type)
            one = builder.load(origin, align=bytes_of_one)
            total = builder.fadd(total, builder.fmul(repeated(factor), one))
        builder.store(total, goal, align=bytes_of_one)
        return context.get_dummy_value()

    return types.void(target, row, at, source, rows, factors), generate
